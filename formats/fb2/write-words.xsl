<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT
  Words: what stands in a line of text, marks, notes, links and images. -->
<!DOCTYPE xsl:stylesheet [
<!ENTITY carrier "self::tei:p or self::tei:ab or self::tei:l or self::tei:cell or self::tei:div or self::tei:lg or self::tei:table or self::tei:note or self::tei:stage
  or self::tei:head[preceding-sibling::tei:head] or self::tei:trailer or self::tei:speaker">
<!ENTITY point "self::tei:pb or self::tei:cb or self::tei:lb or self::tei:gb or self::tei:anchor or self::tei:fw or self::tei:index">
]>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"
  xmlns:l="http://www.w3.org/1999/xlink" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="tei exsl">
  <!-- The numbers of notes, and of images that the file holds: counted once. -->
  <xsl:variable name="numbers-of-notes"><xsl:for-each select="$notes"><n id="{generate-id()}" n="{position()}"/></xsl:for-each></xsl:variable>
  <xsl:variable name="images" select="//tei:text//tei:graphic[starts-with(@url, 'data:') and contains(@url, ';base64,')]"/>
  <xsl:variable name="numbers-of-images"><xsl:for-each select="$images"><n id="{generate-id()}" n="{position()}"/></xsl:for-each></xsl:variable>
  <xsl:key name="number" match="*" use="@id"/>
  <xsl:key name="image" match="tei:graphic" use="@url"/>

  <xsl:template name="number">
    <xsl:param name="of"/>
    <xsl:variable name="id" select="generate-id()"/>
    <xsl:for-each select="exsl:node-set($of)"><xsl:value-of select="key('number', $id)/@n"/></xsl:for-each>
  </xsl:template>

  <!-- ============================================================ identifiers and languages -->
  <xsl:template name="about">
    <xsl:call-template name="id"/>
    <xsl:if test="@xml:lang"><xsl:attribute name="xml:lang"><xsl:value-of select="@xml:lang"/></xsl:attribute></xsl:if>
  </xsl:template>
  <!-- Words and points have no identifier in FB2: the block that they stand in lends them its own. -->
  <xsl:template name="id">
    <xsl:variable name="id"><xsl:call-template name="name"/></xsl:variable>
    <xsl:if test="$id != ''"><xsl:attribute name="id"><xsl:value-of select="$id"/></xsl:attribute></xsl:if>
  </xsl:template>
  <xsl:template name="name">
    <xsl:choose>
      <xsl:when test="@xml:id"><xsl:value-of select="@xml:id"/></xsl:when>
      <xsl:when test="self::tei:p or self::tei:ab or self::tei:l or self::tei:cell or self::tei:stage">
        <xsl:value-of select=".//*[@xml:id][not(self::tei:note)][not(ancestor::tei:note[not(.//tei:p[generate-id() = generate-id(current())])])][1]/@xml:id"/>
      </xsl:when>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="address">
    <xsl:param name="target"/>
    <xsl:for-each select="key('id', substring($target, 2))[1]/ancestor-or-self::*[&carrier;][1]"><xsl:call-template name="name"/></xsl:for-each>
  </xsl:template>

  <!-- ============================================================ words -->
  <xsl:template match="tei:emph | tei:term | tei:title | tei:stage"><emphasis><xsl:apply-templates/></emphasis></xsl:template>
  <xsl:template match="tei:hi"><xsl:apply-templates select="." mode="strong"/></xsl:template>
  <!-- Looks of letters, one within the other. -->
  <xsl:template match="*" mode="strong"><xsl:choose><xsl:when test="contains(@rend, 'bold')"><strong><xsl:apply-templates select="." mode="emphasis"/></strong></xsl:when><xsl:otherwise><xsl:apply-templates select="." mode="emphasis"/></xsl:otherwise></xsl:choose></xsl:template>
  <xsl:template match="*" mode="emphasis"><xsl:choose><xsl:when test="contains(@rend, 'italic')"><emphasis><xsl:apply-templates select="." mode="strike"/></emphasis></xsl:when><xsl:otherwise><xsl:apply-templates select="." mode="strike"/></xsl:otherwise></xsl:choose></xsl:template>
  <xsl:template match="*" mode="strike"><xsl:choose><xsl:when test="contains(@rend, 'strike')"><strikethrough><xsl:apply-templates select="." mode="raised"/></strikethrough></xsl:when><xsl:otherwise><xsl:apply-templates select="." mode="raised"/></xsl:otherwise></xsl:choose></xsl:template>
  <xsl:template match="*" mode="raised">
    <xsl:choose>
      <xsl:when test="contains(@rend, 'superscript')"><sup><xsl:apply-templates select="." mode="named"/></sup></xsl:when>
      <xsl:when test="contains(@rend, 'subscript')"><sub><xsl:apply-templates select="." mode="named"/></sub></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="." mode="named"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="*" mode="named">
    <xsl:choose>
      <xsl:when test="contains(@rend, 'smallcaps') or contains(@rend, 'small-caps')"><style name="small-caps"><xsl:apply-templates/></style></xsl:when>
      <xsl:when test="contains(@rend, 'underline')"><style name="underline"><xsl:apply-templates/></style></xsl:when>
      <xsl:when test="contains(@rend, 'spaced')"><style name="spaced"><xsl:apply-templates/></style></xsl:when>
      <xsl:when test="contains(@rend, 'monospace')"><code><xsl:apply-templates/></code></xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="tei:del"><strikethrough><xsl:apply-templates/></strikethrough></xsl:template>
  <xsl:template match="tei:code | tei:eg | tei:gi | tei:ident"><code><xsl:apply-templates/></code></xsl:template>
  <xsl:template match="tei:foreign | tei:seg[@xml:lang] | tei:hi[@xml:lang]"><style name="foreign"><xsl:call-template name="lang"/><xsl:apply-templates/></style></xsl:template>
  <xsl:template match="tei:q | tei:quote | tei:said | tei:soCalled | tei:mentioned">
    <style>
      <xsl:attribute name="name"><xsl:choose><xsl:when test="self::tei:q">quote</xsl:when><xsl:when test="self::tei:quote">citation</xsl:when><xsl:otherwise><xsl:value-of select="local-name()"/></xsl:otherwise></xsl:choose></xsl:attribute>
      <xsl:call-template name="lang"/><xsl:apply-templates/></style>
  </xsl:template>
  <!-- What stands in a link has no language of its own. -->
  <xsl:template name="lang"><xsl:if test="@xml:lang and not(ancestor::tei:ref)"><xsl:copy-of select="@xml:lang"/></xsl:if></xsl:template>
  <xsl:template match="tei:lb"><xsl:if test="not(@break = 'no')"><xsl:text> </xsl:text></xsl:if></xsl:template>
  <!-- Blocks that have to stand in a line. -->
  <xsl:template match="tei:p | tei:l | tei:lg | tei:item | tei:label | tei:ab | tei:list | tei:table | tei:row | tei:cell | tei:head | tei:figDesc | tei:sp | tei:speaker | tei:cit/tei:bibl">
    <xsl:if test="preceding-sibling::node()"><xsl:text> </xsl:text></xsl:if><xsl:apply-templates/><xsl:if test="following-sibling::node()"><xsl:text> </xsl:text></xsl:if>
  </xsl:template>
  <xsl:template match="tei:cb | tei:gb | tei:milestone | tei:index"/>

  <!-- Pages are a style that shows nothing; one that begins between blocks begins with the words of the next. -->
  <xsl:template match="tei:pb"><style name="page {@n}"/></xsl:template>
  <xsl:template name="page">
    <xsl:variable name="before" select="preceding-sibling::*[1]"/>
    <xsl:choose>
      <xsl:when test="self::tei:note or self::tei:body or self::tei:text"/>
      <xsl:when test="not($before)"><xsl:for-each select=".."><xsl:call-template name="page"/></xsl:for-each></xsl:when>
      <xsl:when test="$before[&point;]">
        <xsl:variable name="first" select="$before/preceding-sibling::*[1]"/>
        <xsl:if test="not($first)"><xsl:for-each select=".."><xsl:call-template name="page"/></xsl:for-each></xsl:if>
        <xsl:apply-templates select="$first/self::tei:pb | $before/self::tei:pb"/>
      </xsl:when>
    </xsl:choose>
  </xsl:template>
  <!-- One behind the last block ends with its words. -->
  <xsl:template name="page-behind">
    <xsl:variable name="next" select="following-sibling::*[1]"/>
    <xsl:if test="$next/self::tei:pb">
      <xsl:variable name="then" select="$next/following-sibling::*[1]"/>
      <xsl:if test="not($then) or $then[&point;][not(following-sibling::*)]"><xsl:apply-templates select="$next"/></xsl:if>
    </xsl:if>
  </xsl:template>

  <!-- ============================================================ images -->
  <xsl:template match="tei:graphic"><image><xsl:call-template name="image"/></image></xsl:template>
  <xsl:template match="tei:figure"><xsl:apply-templates select="tei:graphic"/><xsl:if test="not(tei:graphic)"><xsl:apply-templates select="tei:figDesc"/></xsl:if><xsl:apply-templates select="*[not(self::tei:graphic or self::tei:figDesc)]"/></xsl:template>
  <xsl:template name="image">
    <xsl:attribute name="l:href">
      <xsl:choose>
        <xsl:when test="starts-with(@url, 'data:') and contains(@url, ';base64,')">#<xsl:call-template name="image-name"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="@url"/></xsl:otherwise>
      </xsl:choose>
    </xsl:attribute>
    <xsl:variable name="alt" select="normalize-space((parent::tei:figure/tei:figDesc | tei:desc | processing-instruction('pecia-alt'))[1])"/>
    <xsl:if test="$alt"><xsl:attribute name="alt"><xsl:value-of select="$alt"/></xsl:attribute></xsl:if>
  </xsl:template>
  <!-- The same image is held once. -->
  <xsl:template name="image-name">
    <xsl:for-each select="key('image', @url)[1]">image-<xsl:call-template name="number"><xsl:with-param name="of" select="$numbers-of-images"/></xsl:call-template></xsl:for-each>
  </xsl:template>
  <xsl:template name="binaries">
    <xsl:for-each select="$images[generate-id() = generate-id(key('image', @url)[1])]">
      <binary content-type="{substring-before(substring(@url, 6), ';')}">
        <xsl:attribute name="id"><xsl:call-template name="image-name"/></xsl:attribute>
        <xsl:value-of select="substring-after(@url, ';base64,')"/>
      </binary>
    </xsl:for-each>
  </xsl:template>

  <!-- ============================================================ links and marks -->
  <xsl:template match="tei:ref | tei:ptr">
    <xsl:variable name="note" select="key('id', substring-after(@target, '#'))[self::tei:note][1]"/>
    <xsl:variable name="address"><xsl:choose><xsl:when test="starts-with(@target, '#')">
      <xsl:call-template name="address"><xsl:with-param name="target" select="@target"/></xsl:call-template></xsl:when></xsl:choose></xsl:variable>
    <xsl:choose>
      <xsl:when test="starts-with(@target, '#') and $note">
        <xsl:variable name="words" select="normalize-space()"/>
        <xsl:for-each select="$note"><xsl:call-template name="mark"><xsl:with-param name="words" select="$words"/></xsl:call-template></xsl:for-each>
      </xsl:when>
      <xsl:when test="@type = 'noteref'"><style name="noteref"><xsl:apply-templates/></style></xsl:when>
      <xsl:when test="not(@target) or (starts-with(@target, '#') and $address = '') or ancestor::tei:ref or .//tei:note or .//tei:ref"><xsl:apply-templates/></xsl:when>
      <xsl:when test="$address != ''"><a l:href="#{$address}"><xsl:apply-templates/></a></xsl:when>
      <xsl:when test="node()"><a l:href="{@target}"><xsl:apply-templates/></a></xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:note"><xsl:call-template name="mark"/></xsl:template>
  <xsl:template name="mark">
    <xsl:param name="words"/>
    <a type="note">
      <xsl:attribute name="l:href">#<xsl:call-template name="note-name"/></xsl:attribute>
      <xsl:choose>
        <xsl:when test="$words != ''"><xsl:value-of select="$words"/></xsl:when>
        <xsl:when test="@n">[<xsl:value-of select="@n"/>]</xsl:when>
        <xsl:otherwise>[<xsl:call-template name="number"><xsl:with-param name="of" select="$numbers-of-notes"/></xsl:call-template>]</xsl:otherwise>
      </xsl:choose>
    </a>
  </xsl:template>
  <xsl:template name="note-name">
    <xsl:choose>
      <xsl:when test="@xml:id"><xsl:value-of select="@xml:id"/></xsl:when>
      <xsl:otherwise>note_<xsl:call-template name="number"><xsl:with-param name="of" select="$numbers-of-notes"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A note that had no label has no title, by which a reader knows that its number was made. -->
  <xsl:template match="tei:note" mode="body">
    <section>
      <xsl:attribute name="id"><xsl:call-template name="note-name"/></xsl:attribute>
      <xsl:copy-of select="@xml:lang"/>
      <xsl:if test="@n"><title><p><xsl:value-of select="@n"/></p></title></xsl:if>
      <xsl:call-template name="filled"><xsl:with-param name="content"><xsl:call-template name="flow"><xsl:with-param name="in" select="'section'"/></xsl:call-template></xsl:with-param></xsl:call-template>
    </section>
  </xsl:template>
</xsl:stylesheet>
