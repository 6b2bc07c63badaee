<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT
  Words: what stands in a line of text, notes, links, images and pages. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:exsl="http://exslt.org/common" xmlns:db="http://docbook.org/ns/docbook" exclude-result-prefixes="tei exsl db">
  <!-- Anchors need identifiers: those of pages without one are counted once. -->
  <xsl:variable name="pages"><xsl:for-each select="//tei:text//tei:pb[not(@xml:id)]"><n id="{generate-id()}" n="{position()}"/></xsl:for-each></xsl:variable>
  <xsl:key name="number" match="*" use="@id"/>

  <xsl:template name="common"><xsl:copy-of select="@xml:id | @xml:lang"/></xsl:template>

  <!-- Superscripts, code and some others hold no emphasis, code or footnotes: in them these are phrases with a role, and annotations. -->
  <xsl:template name="plain"><xsl:param name="words"/><xsl:apply-templates select="exsl:node-set($words)/node()" mode="plain"/></xsl:template>
  <xsl:template match="@* | node()" mode="plain"><xsl:copy><xsl:apply-templates select="@* | node()" mode="plain"/></xsl:copy></xsl:template>
  <xsl:template match="db:annotation | db:inlinemediaobject" mode="plain"><xsl:copy-of select="."/></xsl:template>
  <xsl:template match="db:emphasis | db:code | db:foreignphrase | db:wordasword" mode="plain">
    <phrase>
      <xsl:attribute name="role"><xsl:choose>
        <xsl:when test="self::db:code">code</xsl:when>
        <xsl:when test="self::db:foreignphrase">foreign</xsl:when>
        <xsl:when test="self::db:wordasword">mentioned</xsl:when>
        <xsl:when test="@role"><xsl:value-of select="@role"/></xsl:when>
        <xsl:otherwise>emphasis</xsl:otherwise>
      </xsl:choose></xsl:attribute>
      <xsl:copy-of select="@xml:id | @xml:lang"/>
      <xsl:apply-templates mode="plain"/>
    </phrase>
  </xsl:template>
  <xsl:template match="db:footnote" mode="plain">
    <annotation role="footnote"><xsl:copy-of select="@xml:id | @xml:lang | @xreflabel"/><xsl:if test="@label"><xsl:attribute name="xreflabel"><xsl:value-of select="@label"/></xsl:attribute></xsl:if><xsl:copy-of select="node()"/></annotation>
  </xsl:template>

  <xsl:template match="tei:emph | tei:term"><emphasis><xsl:call-template name="common"/><xsl:apply-templates/></emphasis></xsl:template>
  <xsl:template match="tei:hi">
    <xsl:choose>
      <xsl:when test="contains(@rend, 'superscript')"><superscript><xsl:call-template name="common"/><xsl:call-template name="plain"><xsl:with-param name="words"><xsl:apply-templates select="." mode="bold"/></xsl:with-param></xsl:call-template></superscript></xsl:when>
      <xsl:when test="contains(@rend, 'subscript')"><subscript><xsl:call-template name="common"/><xsl:call-template name="plain"><xsl:with-param name="words"><xsl:apply-templates select="." mode="bold"/></xsl:with-param></xsl:call-template></subscript></xsl:when>
      <xsl:when test="@xml:id or @xml:lang"><phrase role="hi"><xsl:call-template name="common"/><xsl:apply-templates select="." mode="bold"/></phrase></xsl:when>
      <xsl:when test="not(@rend)"><phrase role="hi"><xsl:apply-templates/></phrase></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="." mode="bold"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <!-- Looks of letters, one within the other. -->
  <xsl:template match="*" mode="bold"><xsl:choose><xsl:when test="contains(@rend, 'bold')"><emphasis role="bold"><xsl:apply-templates select="." mode="italic"/></emphasis></xsl:when><xsl:otherwise><xsl:apply-templates select="." mode="italic"/></xsl:otherwise></xsl:choose></xsl:template>
  <xsl:template match="*" mode="italic"><xsl:choose><xsl:when test="contains(@rend, 'italic')"><emphasis role="italic"><xsl:apply-templates select="." mode="other"/></emphasis></xsl:when><xsl:otherwise><xsl:apply-templates select="." mode="other"/></xsl:otherwise></xsl:choose></xsl:template>
  <xsl:template match="*" mode="other">
    <xsl:variable name="role"><xsl:choose>
      <xsl:when test="contains(@rend, 'strike')">strikethrough</xsl:when>
      <xsl:when test="contains(@rend, 'underline')">underline</xsl:when>
      <xsl:when test="contains(@rend, 'smallcaps') or contains(@rend, 'small-caps')">smallcaps</xsl:when>
      <xsl:when test="contains(@rend, 'spaced')">spaced</xsl:when>
      <xsl:when test="contains(@rend, 'monospace')">monospace</xsl:when>
    </xsl:choose></xsl:variable>
    <xsl:choose>
      <xsl:when test="$role != ''"><emphasis role="{$role}"><xsl:apply-templates/></emphasis></xsl:when>
      <xsl:when test="contains(@rend, 'bold') or contains(@rend, 'italic') or contains(@rend, 'script')"><xsl:apply-templates/></xsl:when>
      <xsl:otherwise><phrase role="hi"><xsl:apply-templates/></phrase></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="tei:del"><emphasis role="strikethrough"><xsl:call-template name="common"/><xsl:apply-templates/></emphasis></xsl:template>
  <xsl:template match="tei:foreign"><foreignphrase><xsl:call-template name="common"/>
    <xsl:choose>
      <xsl:when test="tei:code | tei:eg | tei:gi | tei:ident"><xsl:call-template name="plain"><xsl:with-param name="words"><xsl:apply-templates/></xsl:with-param></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose></foreignphrase></xsl:template>
  <xsl:template match="tei:title"><citetitle><xsl:call-template name="common"/><xsl:apply-templates/></citetitle></xsl:template>
  <xsl:template match="tei:code | tei:eg | tei:gi | tei:ident"><code><xsl:call-template name="common"/><xsl:call-template name="plain"><xsl:with-param name="words"><xsl:apply-templates/></xsl:with-param></xsl:call-template></code></xsl:template>
  <xsl:template match="tei:mentioned"><wordasword><xsl:call-template name="common"/><xsl:call-template name="plain"><xsl:with-param name="words"><xsl:apply-templates/></xsl:with-param></xsl:call-template></wordasword></xsl:template>
  <!-- Quotation marks are those of the text; DocBook's quote would add its own. -->
  <xsl:template match="tei:q | tei:quote | tei:said | tei:soCalled | tei:cit | tei:bibl">
    <phrase>
      <xsl:attribute name="role"><xsl:choose><xsl:when test="self::tei:q">quote</xsl:when><xsl:when test="self::tei:quote">citation</xsl:when><xsl:otherwise><xsl:value-of select="local-name()"/></xsl:otherwise></xsl:choose></xsl:attribute>
      <xsl:call-template name="common"/><xsl:apply-templates/>
    </phrase>
  </xsl:template>
  <xsl:template match="tei:stage"><emphasis role="stage"><xsl:call-template name="common"/><xsl:apply-templates/></emphasis></xsl:template>
  <xsl:template match="tei:seg"><xsl:choose><xsl:when test="@xml:id or @xml:lang"><phrase><xsl:call-template name="common"/><xsl:apply-templates/></phrase></xsl:when><xsl:otherwise><xsl:apply-templates/></xsl:otherwise></xsl:choose></xsl:template>
  <xsl:template match="tei:lb"><xsl:choose><xsl:when test="@rend = 'break'"><xsl:processing-instruction name="linebreak"/></xsl:when><xsl:when test="not(@break = 'no')"><xsl:text> </xsl:text></xsl:when></xsl:choose></xsl:template>
  <!-- Blocks that have to stand in a line. -->
  <xsl:template match="tei:p | tei:l | tei:lg | tei:item | tei:label | tei:ab | tei:list | tei:table | tei:row | tei:cell | tei:head | tei:figDesc | tei:sp | tei:speaker">
    <xsl:if test="preceding-sibling::node()"><xsl:text> </xsl:text></xsl:if><xsl:apply-templates/><xsl:if test="following-sibling::node()"><xsl:text> </xsl:text></xsl:if>
  </xsl:template>
  <xsl:template match="tei:cb | tei:gb | tei:milestone | tei:index"/>

  <!-- In verse the end of a line of the source is no end of a line. -->
  <xsl:template match="tei:l//text()[contains(., '&#10;')] | tei:lg//text()[contains(., '&#10;')]"><xsl:value-of select="translate(., '&#10;', ' ')"/></xsl:template>

  <!-- A page is an anchor with its number. -->
  <xsl:template match="tei:pb">
    <xsl:variable name="id" select="generate-id()"/>
    <anchor role="page">
      <xsl:attribute name="xml:id"><xsl:value-of select="@xml:id"/><xsl:if test="not(@xml:id)">page.<xsl:for-each select="exsl:node-set($pages)"><xsl:value-of select="key('number', $id)/@n"/></xsl:for-each></xsl:if></xsl:attribute>
      <xsl:if test="@n"><xsl:attribute name="xreflabel"><xsl:value-of select="@n"/></xsl:attribute></xsl:if>
    </anchor>
  </xsl:template>
  <xsl:template match="tei:anchor[@xml:id]"><anchor><xsl:call-template name="common"/></anchor></xsl:template>

  <xsl:template match="tei:graphic"><inlinemediaobject><xsl:call-template name="common"/><xsl:call-template name="media"/></inlinemediaobject></xsl:template>
  <xsl:template match="tei:figure"><xsl:apply-templates select="tei:graphic"/><xsl:if test="not(tei:graphic)"><xsl:apply-templates select="tei:figDesc"/></xsl:if><xsl:apply-templates select="*[not(self::tei:graphic or self::tei:figDesc)]"/></xsl:template>
  <xsl:template name="media">
    <xsl:variable name="alt" select="normalize-space((parent::tei:figure/tei:figDesc | tei:desc | processing-instruction('pecia-alt'))[1])"/>
    <imageobject><imagedata fileref="{@url}"/></imageobject>
    <xsl:if test="$alt"><textobject><phrase><xsl:value-of select="$alt"/></phrase></textobject></xsl:if>
  </xsl:template>

  <!-- ============================================================ links, marks and notes -->
  <xsl:template match="tei:ref | tei:ptr">
    <xsl:variable name="id" select="substring-after(@target, '#')"/>
    <xsl:variable name="to" select="key('id', $id)[1]"/>
    <xsl:choose>
      <xsl:when test="starts-with(@target, '#') and $to/self::tei:note">
        <footnoteref linkend="{$id}"><xsl:if test="@n and not(@n = $to/@n) and translate(@n, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_', '') = ''"><xsl:attribute name="label"><xsl:value-of select="@n"/></xsl:attribute></xsl:if></footnoteref>
      </xsl:when>
      <xsl:when test="@type = 'noteref'"><superscript role="noteref"><xsl:call-template name="common"/><xsl:call-template name="plain"><xsl:with-param name="words"><xsl:apply-templates/></xsl:with-param></xsl:call-template></superscript></xsl:when>
      <xsl:when test="starts-with(@target, '#') and $to"><link linkend="{$id}"><xsl:call-template name="common"/><xsl:apply-templates/></link></xsl:when>
      <xsl:when test="@target and not(starts-with(@target, '#')) and node()"><link xlink:href="{@target}"><xsl:call-template name="common"/><xsl:apply-templates/></link></xsl:when>
      <xsl:when test="@xml:id"><phrase><xsl:call-template name="common"/><xsl:apply-templates/></phrase></xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- No footnote stands in another, and none without a mark: these are annotations. -->
  <xsl:template match="tei:note">
    <xsl:choose>
      <xsl:when test="@anchored = 'false'"><annotation role="unmarked"><xsl:call-template name="note"><xsl:with-param name="label">xreflabel</xsl:with-param></xsl:call-template></annotation></xsl:when>
      <xsl:when test="ancestor::tei:note"><annotation role="footnote"><xsl:call-template name="note"><xsl:with-param name="label">xreflabel</xsl:with-param></xsl:call-template></annotation></xsl:when>
      <xsl:otherwise><footnote><xsl:call-template name="note"><xsl:with-param name="label">label</xsl:with-param></xsl:call-template></footnote></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="note">
    <xsl:param name="label"/>
    <xsl:call-template name="common"/>
    <xsl:variable name="is-token" select="translate(@n, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_', '') = ''"/>
    <xsl:if test="@n and not($is-token)"><xsl:attribute name="xreflabel"><xsl:value-of select="@n"/></xsl:attribute></xsl:if>
    <xsl:if test="@n and $is-token"><xsl:attribute name="{$label}"><xsl:value-of select="@n"/></xsl:attribute></xsl:if>
    <xsl:if test="not(@anchored = 'false' or ancestor::tei:note) and (@place = 'end' or @place = 'margin')"><xsl:attribute name="role"><xsl:value-of select="@place"/></xsl:attribute></xsl:if>
    <xsl:call-template name="flow"/>
  </xsl:template>
</xsl:stylesheet>
