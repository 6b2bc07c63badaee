<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT
  FictionBook 2.x to TEI. Bodies with the names of notes hold notes: each becomes the note element of its first mark. -->
<!DOCTYPE xsl:stylesheet [
<!ENTITY begins "starts-with(@name, 'sign') or starts-with(@name, 'label')">
<!ENTITY apart "@name = 'notes' or @name = 'comments' or @name = 'footnotes'">
]>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.tei-c.org/ns/1.0"
  xmlns:fb="http://www.gribuser.ru/xml/fictionbook/2.0" xmlns:set="http://exslt.org/sets"
  xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="fb set exsl">
  <xsl:include href="read-about.xsl"/>
  <xsl:include href="read-words.xsl"/>
  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="fb:FictionBook fb:description fb:title-info fb:document-info fb:publish-info fb:author
    fb:translator fb:body fb:section fb:title fb:epigraph fb:cite fb:poem fb:stanza fb:annotation fb:table fb:tr fb:coverpage
    FictionBook description title-info document-info publish-info author translator body section title
    epigraph cite poem stanza annotation table tr coverpage"/>

  <!-- Files without the namespace, or with a prefix that they declare nowhere (l:href), are read as if they had it. -->
  <xsl:template match="/">
    <xsl:choose>
      <xsl:when test="FictionBook or //@*[contains(name(), ':') and namespace-uri() = '']">
        <xsl:variable name="mended"><xsl:apply-templates select="*" mode="mend"/></xsl:variable>
        <xsl:apply-templates select="exsl:node-set($mended)/fb:FictionBook"/>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates select="fb:FictionBook"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="*" mode="mend">
    <xsl:element name="{local-name()}" namespace="http://www.gribuser.ru/xml/fictionbook/2.0"><xsl:apply-templates select="@* | node()" mode="mend"/></xsl:element>
  </xsl:template>
  <xsl:template match="@* | text()" mode="mend"><xsl:copy/></xsl:template>
  <xsl:template match="@*[contains(name(), ':') and namespace-uri() = '']" mode="mend">
    <xsl:attribute name="{substring-after(name(), ':')}"><xsl:value-of select="."/></xsl:attribute>
  </xsl:template>

  <xsl:template match="fb:FictionBook">
    <xsl:variable name="about" select="fb:description/fb:title-info"/>
    <xsl:variable name="main" select="fb:body[not(&apart;)]"/>
    <TEI>
      <xsl:if test="normalize-space($about/fb:lang)">
        <xsl:attribute name="xml:lang"><xsl:value-of select="normalize-space($about/fb:lang)"/></xsl:attribute>
      </xsl:if>
      <xsl:apply-templates select="." mode="header"/>
      <text>
        <xsl:if test="$about/fb:coverpage/fb:image">
          <front><div type="cover"><xsl:apply-templates select="$about/fb:coverpage/fb:image"/></div></front>
        </xsl:if>
        <body>
          <xsl:apply-templates select="$main"/>
          <xsl:if test="not($main/*)"><p/></xsl:if>
        </body>
        <xsl:call-template name="apart"/>
      </text>
    </TEI>
  </xsl:template>

  <!-- Headings of the notes, and notes that no mark leads to. -->
  <xsl:template name="apart">
    <xsl:variable name="left">
      <xsl:for-each select="fb:body[&apart;]">
        <xsl:variable name="title" select="fb:title[normalize-space(translate(., '*', ''))]"/>
        <xsl:variable name="notes"><xsl:apply-templates select=".//fb:section[not(fb:section)]" mode="unmarked"/></xsl:variable>
        <xsl:variable name="loose" select="*[not(self::fb:title or self::fb:section or self::fb:image)]"/>
        <xsl:if test="$title or string($notes) or $loose">
          <div type="notes">
            <xsl:apply-templates select="$title"/>
            <xsl:apply-templates select="$loose"/>
            <xsl:apply-templates select=".//fb:section[fb:section]/fb:title" mode="subtitle"/>
            <xsl:copy-of select="$notes"/>
          </div>
        </xsl:if>
      </xsl:for-each>
    </xsl:variable>
    <xsl:if test="string($left)"><back><xsl:copy-of select="$left"/></back></xsl:if>
  </xsl:template>
  <xsl:template match="fb:title" mode="subtitle"><ab type="head"><xsl:for-each select="fb:p"><xsl:if test="position() &gt; 1"><lb/></xsl:if><xsl:apply-templates/></xsl:for-each></ab></xsl:template>

  <!-- ============================================================ divisions -->
  <xsl:template match="fb:body">
    <xsl:choose>
      <xsl:when test="fb:title or @name or count(../fb:body[not(@name)]) &gt; 1">
        <div>
          <xsl:apply-templates select="@xml:lang | @id"/>
          <xsl:apply-templates select="fb:title"/>
          <xsl:apply-templates select="*[not(self::fb:title)]"/>
        </div>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="fb:section">
    <div>
      <xsl:apply-templates select="@xml:lang | @id"/>
      <xsl:call-template name="blocks"><xsl:with-param name="all" select="*"/></xsl:call-template>
      <xsl:if test="not(*)"><p/></xsl:if>
    </div>
  </xsl:template>

  <xsl:template match="fb:title">
    <head>
      <xsl:for-each select="fb:p">
        <xsl:if test="position() &gt; 1"><lb/></xsl:if>
        <xsl:apply-templates/>
      </xsl:for-each>
    </head>
  </xsl:template>

  <xsl:template match="fb:subtitle"><head type="sub"><xsl:apply-templates select="@id"/><xsl:apply-templates/></head></xsl:template>
  <!-- A subtitle between paragraphs is a line that divides them; one of stars has no words. -->
  <xsl:template match="fb:subtitle[preceding-sibling::*[1][not(self::fb:title or self::fb:epigraph)] or not(parent::fb:section) or not(preceding-sibling::*)]">
    <ab type="head"><xsl:apply-templates select="@id"/><xsl:apply-templates/></ab>
  </xsl:template>
  <xsl:template match="fb:subtitle[not(*) and translate(normalize-space(), '* &#160;', '') = '']" priority="2"><milestone unit="section" rend="rule"/></xsl:template>
  <xsl:template match="fb:annotation"><xsl:call-template name="blocks"><xsl:with-param name="all" select="*"/></xsl:call-template></xsl:template>

  <!-- ============================================================ blocks -->
  <!-- Paragraphs that say they were items, code or a quotation within another are put together again: BEFORE is what they
    said of what is open already. -->
  <xsl:template name="blocks">
    <xsl:param name="all"/>
    <xsl:param name="before"/>
    <xsl:for-each select="$all">
      <xsl:variable name="word"><xsl:call-template name="word"><xsl:with-param name="before" select="$before"/></xsl:call-template></xsl:variable>
      <xsl:choose>
        <xsl:when test="$word = ''"><xsl:apply-templates select="."/></xsl:when>
        <xsl:otherwise>
          <xsl:variable name="begin" select="concat($before, $word)"/>
          <xsl:variable name="same" select="concat($begin, ' ')"/>
          <xsl:if test="position() = 1 or not(preceding-sibling::*[1]/self::*[starts-with(concat(@style, ' '), $same)]) or (concat(@style, ' ') = $same and fb:style[contains(@name, ' first')])">
            <xsl:variable name="group" select=". | set:leading(following-sibling::*, following-sibling::*[not(starts-with(concat(@style, ' '), $same)) or (concat(@style, ' ') = $same and fb:style[contains(@name, ' first')])][1])"/>
            <xsl:choose>
              <xsl:when test="$word = 'quote'"><quote><xsl:call-template name="blocks"><xsl:with-param name="all" select="$group"/><xsl:with-param name="before" select="$same"/></xsl:call-template></quote></xsl:when>
              <xsl:when test="$word = 'code'"><eg><xsl:for-each select="$group"><xsl:if test="position() &gt; 1"><xsl:text>&#10;</xsl:text></xsl:if><xsl:value-of select="."/></xsl:for-each></eg></xsl:when>
              <xsl:otherwise><xsl:call-template name="list"><xsl:with-param name="group" select="$group"/><xsl:with-param name="before" select="$same"/></xsl:call-template></xsl:otherwise>
            </xsl:choose>
          </xsl:if>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>
  <xsl:template name="word">
    <xsl:param name="before"/>
    <xsl:if test="self::fb:p and starts-with(concat(@style, ' '), $before)">
      <xsl:variable name="word" select="substring-before(concat(substring(@style, string-length($before) + 1), ' '), ' ')"/>
      <xsl:if test="$word = 'quote' or $word = 'item' or $word = 'code'"><xsl:value-of select="$word"/></xsl:if>
    </xsl:if>
  </xsl:template>

  <!-- An item begins with a sign or a label. -->
  <xsl:template name="list">
    <xsl:param name="group"/>
    <xsl:param name="before"/>
    <xsl:variable name="own" select="$group[concat(@style, ' ') = $before]"/>
    <xsl:variable name="starts" select="$group[1] | $own[fb:style[&begins;][not(preceding-sibling::*[not(starts-with(@name, 'page'))])]]"/>
    <list type="bulleted">
      <xsl:choose>
        <xsl:when test="$own/fb:style[starts-with(@name, 'label')]"><xsl:attribute name="type">gloss</xsl:attribute></xsl:when>
        <xsl:when test="contains($own[1]/fb:style[starts-with(@name, 'sign')], '.')"><xsl:attribute name="type">ordered</xsl:attribute></xsl:when>
      </xsl:choose>
      <xsl:variable name="first" select="substring-before($own[1]/fb:style[starts-with(@name, 'sign')], '.')"/>
      <xsl:if test="number($first) &gt; 1 or $first = '0'"><xsl:attribute name="n"><xsl:value-of select="normalize-space($first)"/></xsl:attribute></xsl:if>
      <xsl:for-each select="$starts">
        <xsl:variable name="at" select="position()"/>
        <xsl:variable name="end" select="$starts[$at + 1] | $group[last()]/following-sibling::*[1][$at = count($starts)]"/>
        <xsl:variable name="item" select=". | set:leading(following-sibling::*, $end)"/>
        <xsl:for-each select="fb:style[starts-with(@name, 'label')]"><label><xsl:apply-templates select="fb:strong/node()"/></label></xsl:for-each>
        <item>
          <xsl:choose>
            <xsl:when test="count($item) = 1 and concat(@style, ' ') = $before"><xsl:apply-templates/></xsl:when>
            <xsl:otherwise><xsl:call-template name="blocks"><xsl:with-param name="all" select="$item"/><xsl:with-param name="before" select="$before"/></xsl:call-template></xsl:otherwise>
          </xsl:choose>
        </item>
      </xsl:for-each>
    </list>
  </xsl:template>

  <xsl:template match="fb:epigraph">
    <epigraph>
      <xsl:choose>
        <xsl:when test="fb:text-author"><cit><quote><xsl:call-template name="blocks"><xsl:with-param name="all" select="*[not(self::fb:text-author)]"/></xsl:call-template></quote>
          <xsl:apply-templates select="fb:text-author"/></cit></xsl:when>
        <xsl:otherwise><quote><xsl:call-template name="blocks"><xsl:with-param name="all" select="*"/></xsl:call-template></quote></xsl:otherwise>
      </xsl:choose>
    </epigraph>
  </xsl:template>
  <xsl:template match="fb:cite">
    <xsl:choose>
      <xsl:when test="fb:text-author">
        <cit>
          <xsl:apply-templates select="@xml:lang | @id"/>
          <quote><xsl:call-template name="blocks"><xsl:with-param name="all" select="*[not(self::fb:text-author)]"/></xsl:call-template></quote>
          <xsl:apply-templates select="fb:text-author"/>
        </cit>
      </xsl:when>
      <xsl:otherwise>
        <quote>
          <xsl:apply-templates select="@xml:lang | @id"/>
          <xsl:call-template name="blocks"><xsl:with-param name="all" select="*"/></xsl:call-template>
        </quote>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="fb:text-author"><bibl><xsl:apply-templates/></bibl></xsl:template>

  <xsl:template match="fb:poem">
    <xsl:choose>
      <xsl:when test="fb:title or fb:subtitle or fb:epigraph or count(fb:stanza) &gt; 1">
        <lg type="poem">
          <xsl:apply-templates select="@xml:lang | @id"/>
          <xsl:apply-templates select="fb:title"/>
          <xsl:apply-templates select="fb:epigraph//fb:p | fb:epigraph//fb:v | fb:epigraph//fb:text-author" mode="stage"/>
          <xsl:apply-templates select="fb:stanza | fb:subtitle" mode="poem"/>
        </lg>
      </xsl:when>
      <xsl:otherwise><lg><xsl:apply-templates select="@xml:lang | @id"/><xsl:apply-templates select="fb:stanza/*"/></lg></xsl:otherwise>
    </xsl:choose>
    <xsl:for-each select="fb:text-author | fb:date[normalize-space()]"><p rend="right"><xsl:apply-templates/></p></xsl:for-each>
  </xsl:template>
  <xsl:template match="*" mode="stage"><stage><xsl:apply-templates/></stage></xsl:template>
  <xsl:template match="fb:subtitle" mode="poem"><stage><xsl:apply-templates/></stage></xsl:template>
  <xsl:template match="fb:stanza" mode="poem"><lg><xsl:apply-templates/></lg></xsl:template>
  <xsl:template match="fb:stanza/fb:subtitle" priority="3"><stage><xsl:apply-templates/></stage></xsl:template>
  <xsl:template match="fb:v"><l><xsl:apply-templates select="@xml:lang | @id"/><xsl:apply-templates/></l></xsl:template>
  <xsl:template match="fb:v[@style = 'stage']"><stage><xsl:apply-templates/></stage></xsl:template>
  <xsl:template match="fb:date"><xsl:apply-templates/></xsl:template>

  <!-- An image by itself, and its caption. One template, since libxslt counts the siblings of each element that a pattern with a
    condition may match. -->
  <xsl:template match="fb:p">
    <xsl:choose>
      <xsl:when test="fb:image and not(*[2]) and not(text()[normalize-space()])"><xsl:apply-templates select="fb:image"/></xsl:when>
      <xsl:when test="@style = 'caption' and preceding-sibling::*[1]/self::*[self::fb:image or fb:image[not(../*[2])]]"/>
      <xsl:otherwise><p><xsl:apply-templates select="@xml:lang | @id"/><xsl:apply-templates/></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <!-- Empty lines part scenes. -->
  <xsl:template match="fb:empty-line"><milestone unit="section" rend="blank"/></xsl:template>

  <xsl:template match="fb:table"><table><xsl:apply-templates select="@id"/><xsl:apply-templates/></table></xsl:template>
  <xsl:template match="fb:tr"><row><xsl:apply-templates/></row></xsl:template>
  <xsl:template match="fb:td | fb:th">
    <cell>
      <xsl:apply-templates select="@xml:lang | @id"/>
      <xsl:if test="self::fb:th"><xsl:attribute name="role">label</xsl:attribute></xsl:if>
      <xsl:if test="@colspan"><xsl:attribute name="cols"><xsl:value-of select="@colspan"/></xsl:attribute></xsl:if>
      <xsl:if test="@rowspan"><xsl:attribute name="rows"><xsl:value-of select="@rowspan"/></xsl:attribute></xsl:if>
      <xsl:apply-templates/>
    </cell>
  </xsl:template>
</xsl:stylesheet>
