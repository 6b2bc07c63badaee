<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT
  Words: looks of letters, images, links, marks and the notes that they lead to. -->
<!DOCTYPE xsl:stylesheet [
<!ENTITY apart "@name = 'notes' or @name = 'comments' or @name = 'footnotes'">
<!ENTITY href "string(@*[local-name() = 'href'])">
]>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.tei-c.org/ns/1.0"
  xmlns:fb="http://www.gribuser.ru/xml/fictionbook/2.0" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="fb exsl">
  <xsl:key name="note" match="fb:body[&apart;]//fb:section[@id][not(fb:section)]" use="@id"/>
  <!-- Marks in the text, and marks in notes. -->
  <xsl:key name="mark" match="fb:body[not(&apart;)]//fb:a" use="substring-after(@*[local-name() = 'href'], '#')"/>
  <xsl:key name="inner" match="fb:body[&apart;]//fb:a" use="substring-after(@*[local-name() = 'href'], '#')"/>
  <xsl:key name="binary" match="fb:binary" use="@id"/>
  <xsl:key name="number" match="*" use="@id"/>
  <xsl:variable name="own" select="starts-with(/fb:FictionBook/fb:description/fb:document-info/fb:program-used, 'Pecia')"/>
  <xsl:variable name="numbers"><xsl:for-each select="//fb:body[&apart;]//fb:section"><n id="{generate-id()}" n="{position()}"/></xsl:for-each></xsl:variable>

  <xsl:template match="fb:emphasis"><emph><xsl:apply-templates/></emph></xsl:template>
  <xsl:template match="fb:strong"><hi rend="bold"><xsl:apply-templates/></hi></xsl:template>
  <xsl:template match="fb:strikethrough"><hi rend="strikethrough"><xsl:apply-templates/></hi></xsl:template>
  <xsl:template match="fb:sub"><hi rend="subscript"><xsl:apply-templates/></hi></xsl:template>
  <xsl:template match="fb:sup"><hi rend="superscript"><xsl:apply-templates/></hi></xsl:template>
  <xsl:template match="fb:code"><code><xsl:apply-templates/></code></xsl:template>
  <xsl:template match="fb:style"><seg><xsl:apply-templates select="@xml:lang"/><xsl:apply-templates/></seg></xsl:template>
  <xsl:template match="fb:style[@name = 'quote']"><q><xsl:apply-templates select="@xml:lang"/><xsl:apply-templates/></q></xsl:template>
  <xsl:template match="fb:style[@name = 'citation']"><quote><xsl:apply-templates select="@xml:lang"/><xsl:apply-templates/></quote></xsl:template>
  <xsl:template match="fb:style[@name = 'said' or @name = 'soCalled' or @name = 'mentioned']"><xsl:element name="{@name}"><xsl:apply-templates select="@xml:lang"/><xsl:apply-templates/></xsl:element></xsl:template>
  <xsl:template match="fb:style[@name = 'foreign']"><foreign><xsl:apply-templates select="@xml:lang"/><xsl:apply-templates/></foreign></xsl:template>
  <xsl:template match="fb:style[@name = 'small-caps' or @name = 'underline' or @name = 'spaced']"><hi rend="{@name}"><xsl:apply-templates/></hi></xsl:template>
  <xsl:template match="fb:style[@name = 'noteref']"><ref type="noteref"><xsl:apply-templates/></ref></xsl:template>
  <xsl:template match="fb:style[starts-with(@name, 'page') and not(node())]"><pb><xsl:if test="normalize-space(substring(@name, 5))"><xsl:attribute name="n"><xsl:value-of select="normalize-space(substring(@name, 5))"/></xsl:attribute></xsl:if></pb></xsl:template>
  <!-- Signs and labels of items were taken where the list was made. -->
  <xsl:template match="fb:p[contains(concat(' ', @style, ' '), ' item ')]/fb:style[starts-with(@name, 'sign') or starts-with(@name, 'label')]"/>

  <xsl:template match="fb:image">
    <xsl:choose>
      <xsl:when test="normalize-space(@title) or parent::fb:section or parent::fb:body or parent::fb:coverpage or (parent::fb:p and not(../*[2]) and not(../text()[normalize-space()]))"><xsl:call-template name="figure"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="graphic"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="graphic">
    <xsl:variable name="href" select="&href;"/>
    <xsl:variable name="binary" select="key('binary', substring-after($href, '#'))[1]"/>
    <graphic url="{$href}">
      <xsl:if test="$binary"><xsl:attribute name="url">data:<xsl:value-of select="$binary/@content-type"/>;base64,<xsl:value-of select="translate($binary, ' &#9;&#10;&#13;', '')"/></xsl:attribute></xsl:if>
      <!-- What is said in the place of an image is no text of the document: TEI has no attribute for it. -->
      <xsl:if test="normalize-space(@alt)"><xsl:processing-instruction name="pecia-alt"><xsl:value-of select="normalize-space(@alt)"/></xsl:processing-instruction></xsl:if>
    </graphic>
  </xsl:template>
  <xsl:template name="figure">
    <figure>
      <xsl:apply-templates select="@id"/>
      <xsl:call-template name="graphic"/>
      <xsl:for-each select="(parent::fb:p[not(*[2])] | self::*)[1]/following-sibling::*[1][self::fb:p[@style = 'caption']]"><head><xsl:apply-templates/></head></xsl:for-each>
      <xsl:if test="normalize-space(@title)"><head><xsl:value-of select="normalize-space(@title)"/></head></xsl:if>
    </figure>
  </xsl:template>

  <!-- ============================================================ marks: the first one holds the note, the others point to it -->
  <xsl:template match="fb:a">
    <xsl:variable name="href" select="&href;"/>
    <xsl:variable name="id" select="substring-after($href, '#')"/>
    <xsl:variable name="note" select="key('note', $id)[1]"/>
    <xsl:variable name="carrier"><xsl:for-each select="$note"><xsl:call-template name="carrier"/></xsl:for-each></xsl:variable>
    <xsl:choose>
      <xsl:when test="starts-with($href, '#') and $note and $carrier = generate-id()">
        <xsl:apply-templates select="$note" mode="note"><xsl:with-param name="mark" select="string(.)"/></xsl:apply-templates>
      </xsl:when>
      <xsl:when test="starts-with($href, '#') and $note and (@type = 'note' or string-length(normalize-space()) &lt; 9)"><ref type="noteref" target="{$href}"><xsl:apply-templates/></ref></xsl:when>
      <xsl:when test="@type = 'note' and starts-with($href, '#') and not(key('number', $id))"><ref type="noteref"><xsl:apply-templates/></ref></xsl:when>
      <xsl:otherwise><ref target="{$href}"><xsl:apply-templates/></ref></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Of a note: which mark holds it. One within a note holds only notes that follow, so that none holds itself. -->
  <xsl:template name="carrier">
    <xsl:variable name="mark" select="key('mark', @id)[1]"/>
    <xsl:variable name="inner" select="key('inner', @id)[1]"/>
    <xsl:choose>
      <xsl:when test="$mark"><xsl:value-of select="generate-id($mark)"/></xsl:when>
      <xsl:when test="$inner">
        <xsl:variable name="here" select="generate-id()"/>
        <xsl:variable name="there" select="generate-id($inner/ancestor::fb:section[not(fb:section)][1])"/>
        <xsl:variable name="mine"><xsl:for-each select="exsl:node-set($numbers)"><xsl:value-of select="key('number', $here)/@n"/></xsl:for-each></xsl:variable>
        <xsl:variable name="its"><xsl:for-each select="exsl:node-set($numbers)"><xsl:value-of select="key('number', $there)/@n"/></xsl:for-each></xsl:variable>
        <xsl:if test="number($its) &lt; number($mine)"><xsl:value-of select="generate-id($inner)"/></xsl:if>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="fb:section" mode="note">
    <xsl:param name="mark"/>
    <xsl:variable name="bare" select="normalize-space(translate($mark, '[](){}', ''))"/>
    <note>
      <xsl:apply-templates select="@id | @xml:lang"/>
      <xsl:if test="$bare and (fb:title or not($own))"><xsl:attribute name="n"><xsl:value-of select="$bare"/></xsl:attribute></xsl:if>
      <xsl:if test="not($own)"><xsl:attribute name="place">
        <xsl:choose><xsl:when test="ancestor::fb:body/@name = 'footnotes'">foot</xsl:when><xsl:otherwise>end</xsl:otherwise></xsl:choose>
      </xsl:attribute></xsl:if>
      <xsl:call-template name="note-content"><xsl:with-param name="mark" select="$bare"/></xsl:call-template>
    </note>
  </xsl:template>

  <xsl:template match="fb:section" mode="unmarked">
    <xsl:variable name="carrier"><xsl:if test="@id"><xsl:call-template name="carrier"/></xsl:if></xsl:variable>
    <xsl:if test="$carrier = ''">
      <xsl:variable name="label" select="normalize-space(translate(fb:title, '[](){}', ''))"/>
      <note>
        <xsl:apply-templates select="@id | @xml:lang"/>
        <xsl:if test="$label and string-length($label) &lt; 9"><xsl:attribute name="n"><xsl:value-of select="$label"/></xsl:attribute></xsl:if>
        <xsl:call-template name="note-content"><xsl:with-param name="mark" select="$label"/></xsl:call-template>
      </note>
    </xsl:if>
  </xsl:template>

  <!-- The title of a note repeats its mark, or says something. -->
  <xsl:template name="note-content">
    <xsl:param name="mark"/>
    <xsl:variable name="label" select="normalize-space(translate(fb:title, '[](){}', ''))"/>
    <xsl:if test="$label and not($label = $mark and string-length($label) &lt; 9) and translate($label, '0123456789*. ', '') != ''"><xsl:apply-templates select="fb:title" mode="subtitle"/></xsl:if>
    <xsl:call-template name="blocks"><xsl:with-param name="all" select="*[not(self::fb:title)]"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="@id"><xsl:attribute name="xml:id"><xsl:value-of select="."/></xsl:attribute></xsl:template>
  <xsl:template match="@xml:lang"><xsl:attribute name="xml:lang"><xsl:value-of select="."/></xsl:attribute></xsl:template>
</xsl:stylesheet>
