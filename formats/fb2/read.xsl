<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT
  FictionBook 2.x to TEI. Bodies named "notes" or "comments" hold notes: each becomes the note element of its mark. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.tei-c.org/ns/1.0"
  xmlns:fb="http://www.gribuser.ru/xml/fictionbook/2.0" xmlns:xlink="http://www.w3.org/1999/xlink"
  exclude-result-prefixes="fb xlink">
  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="fb:FictionBook fb:description fb:title-info fb:document-info fb:publish-info fb:author
    fb:translator fb:body fb:section fb:title fb:epigraph fb:cite fb:poem fb:stanza fb:annotation fb:table fb:tr"/>

  <xsl:key name="note" match="fb:body[@name='notes' or @name='comments' or @name='footnotes']//fb:section[@id]" use="@id"/>
  <xsl:key name="mark" match="fb:a" use="substring-after(@*[local-name()='href'], '#')"/>
  <xsl:key name="binary" match="fb:binary" use="@id"/>

  <xsl:template match="/">
    <xsl:apply-templates select="fb:FictionBook"/>
  </xsl:template>

  <xsl:template match="fb:FictionBook">
    <xsl:variable name="about" select="fb:description/fb:title-info"/>
    <xsl:variable name="main" select="fb:body[not(@name='notes' or @name='comments' or @name='footnotes')]"/>
    <TEI>
      <xsl:if test="normalize-space($about/fb:lang)">
        <xsl:attribute name="xml:lang"><xsl:value-of select="normalize-space($about/fb:lang)"/></xsl:attribute>
      </xsl:if>
      <xsl:apply-templates select="." mode="header"/>
      <text>
        <xsl:if test="$about/fb:annotation">
          <front>
            <div type="abstract"><xsl:apply-templates select="$about/fb:annotation/*"/></div>
          </front>
        </xsl:if>
        <body>
          <xsl:apply-templates select="$main"/>
          <xsl:call-template name="unmarked"/>
          <xsl:if test="not($main/*)"><p/></xsl:if>
        </body>
      </text>
    </TEI>
  </xsl:template>

  <!-- Notes that no mark leads to stay where a reader finds them. -->
  <xsl:template name="unmarked">
    <xsl:variable name="left" select="fb:body[@name='notes' or @name='comments' or @name='footnotes']
      //fb:section[not(fb:section)][not(@id) or not(key('mark', @id))]"/>
    <xsl:if test="$left">
      <div type="notes">
        <xsl:for-each select="$left">
          <note>
            <xsl:apply-templates select="@id"/>
            <xsl:call-template name="note-content"/>
          </note>
        </xsl:for-each>
      </div>
    </xsl:if>
  </xsl:template>

  <!-- The header -->
  <xsl:template match="fb:FictionBook" mode="header">
    <xsl:variable name="about" select="fb:description/fb:title-info"/>
    <xsl:variable name="published" select="fb:description/fb:publish-info"/>
    <teiHeader>
      <fileDesc>
        <titleStmt>
          <title><xsl:value-of select="normalize-space($about/fb:book-title)"/></title>
          <xsl:for-each select="$about/fb:author">
            <author><xsl:call-template name="person"/></author>
          </xsl:for-each>
          <xsl:for-each select="$about/fb:translator">
            <editor role="translator"><xsl:call-template name="person"/></editor>
          </xsl:for-each>
        </titleStmt>
        <publicationStmt>
          <xsl:choose>
            <xsl:when test="$published/fb:publisher">
              <publisher><xsl:value-of select="normalize-space($published/fb:publisher)"/></publisher>
              <xsl:if test="$published/fb:year"><date><xsl:value-of select="normalize-space($published/fb:year)"/></date></xsl:if>
              <xsl:if test="$published/fb:city"><pubPlace><xsl:value-of select="normalize-space($published/fb:city)"/></pubPlace></xsl:if>
              <xsl:if test="$published/fb:isbn"><idno type="isbn"><xsl:value-of select="normalize-space($published/fb:isbn)"/></idno></xsl:if>
            </xsl:when>
            <xsl:otherwise><p/></xsl:otherwise>
          </xsl:choose>
        </publicationStmt>
        <sourceDesc><p/></sourceDesc>
      </fileDesc>
      <profileDesc>
        <xsl:if test="$about/fb:date">
          <creation><date>
            <xsl:if test="$about/fb:date/@value"><xsl:attribute name="when"><xsl:value-of select="$about/fb:date/@value"/></xsl:attribute></xsl:if>
            <xsl:value-of select="normalize-space($about/fb:date)"/>
          </date></creation>
        </xsl:if>
        <xsl:if test="normalize-space($about/fb:lang)">
          <langUsage><language ident="{normalize-space($about/fb:lang)}"/></langUsage>
        </xsl:if>
        <xsl:if test="$about/fb:genre or normalize-space($about/fb:keywords)">
          <textClass><keywords>
            <xsl:for-each select="$about/fb:genre | $about/fb:keywords[normalize-space()]">
              <term><xsl:value-of select="normalize-space()"/></term>
            </xsl:for-each>
          </keywords></textClass>
        </xsl:if>
      </profileDesc>
    </teiHeader>
  </xsl:template>

  <xsl:template name="person">
    <xsl:variable name="name">
      <xsl:for-each select="fb:first-name | fb:middle-name | fb:last-name">
        <xsl:value-of select="."/><xsl:text> </xsl:text>
      </xsl:for-each>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="normalize-space($name)"><xsl:value-of select="normalize-space($name)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="normalize-space(fb:nickname)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Divisions -->
  <xsl:template match="fb:body">
    <xsl:choose>
      <xsl:when test="fb:title or @name or count(../fb:body[not(@name)]) &gt; 1">
        <div>
          <xsl:apply-templates select="@xml:lang | @id | fb:image[not(preceding-sibling::fb:title)]"/>
          <xsl:apply-templates select="*[not(self::fb:image)]"/>
        </div>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="fb:section">
    <div>
      <xsl:apply-templates select="@xml:lang | @id"/>
      <xsl:apply-templates/>
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

  <xsl:template match="fb:subtitle"><head type="sub"><xsl:apply-templates/></head></xsl:template>
  <!-- A subtitle between paragraphs is a line that divides them. -->
  <xsl:template match="fb:section/fb:subtitle[preceding-sibling::*[not(self::fb:title or self::fb:epigraph)]]
      | fb:cite/fb:subtitle | fb:annotation/fb:subtitle | fb:body/fb:subtitle">
    <p rend="subtitle"><xsl:apply-templates select="@id"/><xsl:apply-templates/></p>
  </xsl:template>

  <xsl:template match="fb:epigraph">
    <epigraph><cit><quote><xsl:apply-templates select="*[not(self::fb:text-author)]"/></quote>
      <xsl:apply-templates select="fb:text-author"/></cit></epigraph>
  </xsl:template>

  <xsl:template match="fb:cite">
    <xsl:choose>
      <xsl:when test="fb:text-author">
        <cit>
          <xsl:apply-templates select="@xml:lang | @id"/>
          <quote><xsl:apply-templates select="*[not(self::fb:text-author)]"/></quote>
          <xsl:apply-templates select="fb:text-author"/>
        </cit>
      </xsl:when>
      <xsl:otherwise>
        <quote>
          <xsl:apply-templates select="@xml:lang | @id"/>
          <xsl:apply-templates/>
        </quote>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="fb:text-author"><bibl><xsl:apply-templates/></bibl></xsl:template>
  <xsl:template match="fb:poem/fb:text-author | fb:epigraph/fb:text-author" priority="1"><bibl><xsl:apply-templates/></bibl></xsl:template>

  <xsl:template match="fb:poem">
    <xsl:choose>
      <xsl:when test="fb:title or fb:text-author or fb:epigraph or fb:date or count(fb:stanza) &gt; 1">
        <lg type="poem">
          <xsl:apply-templates select="@xml:lang | @id"/>
          <xsl:apply-templates select="*[not(self::fb:text-author or self::fb:date or self::fb:epigraph)]"/>
        </lg>
        <xsl:for-each select="fb:text-author | fb:date"><p rend="right"><xsl:apply-templates/></p></xsl:for-each>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="fb:stanza"><lg><xsl:apply-templates/></lg></xsl:template>
  <xsl:template match="fb:v"><l><xsl:apply-templates select="@xml:lang | @id"/><xsl:apply-templates/></l></xsl:template>
  <xsl:template match="fb:date"><xsl:apply-templates/></xsl:template>

  <xsl:template match="fb:p"><p><xsl:apply-templates select="@xml:lang | @id"/><xsl:apply-templates/></p></xsl:template>
  <!-- Empty lines part scenes. -->
  <xsl:template match="fb:empty-line"><milestone unit="section" rend="blank"/></xsl:template>

  <xsl:template match="fb:table"><table><xsl:apply-templates select="@id"/><xsl:apply-templates/></table></xsl:template>
  <xsl:template match="fb:tr"><row><xsl:apply-templates/></row></xsl:template>
  <xsl:template match="fb:td | fb:th">
    <cell>
      <xsl:if test="self::fb:th"><xsl:attribute name="role">label</xsl:attribute></xsl:if>
      <xsl:if test="@colspan"><xsl:attribute name="cols"><xsl:value-of select="@colspan"/></xsl:attribute></xsl:if>
      <xsl:if test="@rowspan"><xsl:attribute name="rows"><xsl:value-of select="@rowspan"/></xsl:attribute></xsl:if>
      <xsl:apply-templates/>
    </cell>
  </xsl:template>

  <!-- Words -->
  <xsl:template match="fb:emphasis"><emph><xsl:apply-templates/></emph></xsl:template>
  <xsl:template match="fb:strong"><hi rend="bold"><xsl:apply-templates/></hi></xsl:template>
  <xsl:template match="fb:strikethrough"><hi rend="strikethrough"><xsl:apply-templates/></hi></xsl:template>
  <xsl:template match="fb:sub"><hi rend="subscript"><xsl:apply-templates/></hi></xsl:template>
  <xsl:template match="fb:sup"><hi rend="superscript"><xsl:apply-templates/></hi></xsl:template>
  <xsl:template match="fb:code"><code><xsl:apply-templates/></code></xsl:template>
  <xsl:template match="fb:style">
    <xsl:choose>
      <xsl:when test="@name = 'quote'"><q><xsl:apply-templates/></q></xsl:when>
      <xsl:when test="@name = 'small-caps' or @name = 'underline'"><hi rend="{@name}"><xsl:apply-templates/></hi></xsl:when>
      <xsl:otherwise><seg><xsl:apply-templates select="@xml:lang"/><xsl:apply-templates/></seg></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="fb:image">
    <xsl:variable name="href" select="string(@*[local-name()='href'])"/>
    <xsl:variable name="binary" select="key('binary', substring-after($href, '#'))[1]"/>
    <figure>
      <xsl:choose>
        <xsl:when test="$binary"><graphic url="data:{$binary/@content-type};base64,{translate($binary, ' &#9;&#10;&#13;', '')}"/></xsl:when>
        <xsl:otherwise><graphic url="{$href}"/></xsl:otherwise>
      </xsl:choose>
      <xsl:if test="normalize-space(@title)"><head><xsl:value-of select="normalize-space(@title)"/></head></xsl:if>
      <xsl:if test="normalize-space(@alt)"><figDesc><xsl:value-of select="normalize-space(@alt)"/></figDesc></xsl:if>
    </figure>
  </xsl:template>

  <!-- Marks: the first one holds the note, the others point to it. -->
  <xsl:template match="fb:a">
    <xsl:variable name="href" select="string(@*[local-name()='href'])"/>
    <xsl:variable name="id" select="substring-after($href, '#')"/>
    <xsl:variable name="note" select="key('note', $id)[1]"/>
    <xsl:choose>
      <xsl:when test="starts-with($href, '#') and $note">
        <xsl:choose>
          <xsl:when test="generate-id(key('mark', $id)[1]) = generate-id() and not(ancestor::fb:section[@id = $id])">
            <xsl:apply-templates select="$note" mode="note"><xsl:with-param name="mark" select="string(.)"/></xsl:apply-templates>
          </xsl:when>
          <xsl:otherwise><ref type="noteref" target="{$href}"><xsl:apply-templates/></ref></xsl:otherwise>
        </xsl:choose>
      </xsl:when>
      <xsl:otherwise><ref target="{$href}"><xsl:apply-templates/></ref></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="fb:section" mode="note">
    <xsl:param name="mark"/>
    <note>
      <xsl:apply-templates select="@id | @xml:lang"/>
      <xsl:variable name="bare" select="normalize-space(translate($mark, '[](){}', ''))"/>
      <xsl:if test="$bare"><xsl:attribute name="n"><xsl:value-of select="$bare"/></xsl:attribute></xsl:if>
      <xsl:attribute name="place">
        <xsl:choose><xsl:when test="ancestor::fb:body/@name = 'footnotes'">foot</xsl:when><xsl:otherwise>end</xsl:otherwise></xsl:choose>
      </xsl:attribute>
      <xsl:call-template name="note-content"/>
    </note>
  </xsl:template>

  <!-- The title of a note repeats its mark. -->
  <xsl:template name="note-content"><xsl:apply-templates select="*[not(self::fb:title)]"/></xsl:template>

  <xsl:template match="@id"><xsl:attribute name="xml:id"><xsl:value-of select="."/></xsl:attribute></xsl:template>
  <xsl:template match="@xml:lang"><xsl:attribute name="xml:lang"><xsl:value-of select="."/></xsl:attribute></xsl:template>
</xsl:stylesheet>
