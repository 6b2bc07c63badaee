<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT
  What is said about the book: TEI's header as the description of an FB2 file. -->
<!DOCTYPE xsl:stylesheet [
<!ENTITY genre "translate(., 'abcdefghijklmnopqrstuvwxyz_0123456789', '') = '' and (contains(., '_') or . = 'nonfiction' or . = 'detective' or . = 'thriller'
  or . = 'humor' or . = 'reference' or . = 'poetry' or . = 'dramaturgy' or . = 'children' or . = 'religion')">
]>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"
  xmlns:l="http://www.w3.org/1999/xlink" xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">
  <xsl:param name="generator"/>
  <xsl:param name="genre"/>
  <xsl:variable name="header" select="(//tei:teiHeader)[1]"/>

  <xsl:template name="description">
    <xsl:variable name="file" select="$header/tei:fileDesc"/>
    <xsl:variable name="lang" select="string((/*/@xml:lang | $header//tei:langUsage/tei:language/@ident)[1])"/>
    <description>
      <title-info>
        <xsl:call-template name="genres"/>
        <xsl:for-each select="$file/tei:titleStmt/tei:author"><author><xsl:call-template name="person"/></author></xsl:for-each>
        <xsl:if test="not($file/tei:titleStmt/tei:author)"><author><nickname>?</nickname></author></xsl:if>
        <book-title>
          <xsl:for-each select="$file/tei:titleStmt/tei:title[normalize-space()]">
            <xsl:if test="position() &gt; 1"><xsl:text>. </xsl:text></xsl:if>
            <xsl:value-of select="normalize-space()"/>
          </xsl:for-each>
        </book-title>
        <xsl:apply-templates select="$header//tei:abstract[normalize-space()][1]" mode="annotation"/>
        <xsl:variable name="words" select="$header//tei:keywords/tei:term[normalize-space()][not(&genre;)]"/>
        <xsl:if test="$words"><keywords><xsl:for-each select="$words"><xsl:if test="position() &gt; 1">, </xsl:if><xsl:value-of select="normalize-space()"/></xsl:for-each></keywords></xsl:if>
        <xsl:variable name="created" select="$header//tei:creation/tei:date[1]"/>
        <xsl:if test="$created">
          <date>
            <xsl:if test="translate($created/@when, '0123456789', '') = '--'"><xsl:attribute name="value"><xsl:value-of select="$created/@when"/></xsl:attribute></xsl:if>
            <xsl:value-of select="normalize-space($created)"/>
            <xsl:if test="not(normalize-space($created))"><xsl:value-of select="$created/@when"/></xsl:if>
          </date>
        </xsl:if>
        <xsl:variable name="cover" select="//tei:div[@type = 'cover'][not(*[not(self::tei:figure)])]/tei:figure/tei:graphic"/>
        <xsl:if test="$cover"><coverpage><xsl:apply-templates select="$cover"/></coverpage></xsl:if>
        <lang><xsl:value-of select="$lang"/><xsl:if test="not($lang)">und</xsl:if></lang>
        <xsl:for-each select="$file/tei:titleStmt/tei:editor[@role = 'translator' or @role = 'trl'] | $file/tei:titleStmt/tei:respStmt[contains(tei:resp, 'trl') or contains(tei:resp, 'ranslat')]/tei:name"><translator><xsl:call-template name="person"/></translator></xsl:for-each>
        <xsl:for-each select="$file/tei:seriesStmt[normalize-space(tei:title)]">
          <sequence name="{normalize-space(tei:title)}"><xsl:if test="tei:biblScope[translate(., '0123456789', '') = '']"><xsl:attribute name="number"><xsl:value-of select="normalize-space(tei:biblScope)"/></xsl:attribute></xsl:if></sequence>
        </xsl:for-each>
      </title-info>
      <document-info>
        <author><nickname>
          <xsl:value-of select="$generator"/>
        </nickname></author>
        <program-used><xsl:value-of select="$generator"/></program-used>
        <date/>
        <id>
          <xsl:choose>
            <xsl:when test="$file//tei:idno[normalize-space()]"><xsl:value-of select="normalize-space(($file//tei:idno[normalize-space()])[1])"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="concat('pecia:', normalize-space($file/tei:titleStmt/tei:title[1]))"/></xsl:otherwise>
          </xsl:choose>
        </id>
        <version>1.0</version>
      </document-info>
      <xsl:variable name="published" select="$file/tei:publicationStmt"/>
      <xsl:if test="$published/tei:publisher | $published/tei:pubPlace | $published/tei:date | $published/tei:idno[@type = 'isbn' or @type = 'ISBN']">
        <publish-info>
          <xsl:for-each select="$published/tei:publisher[1]"><publisher><xsl:value-of select="normalize-space()"/></publisher></xsl:for-each>
          <xsl:for-each select="$published/tei:pubPlace[1]"><city><xsl:value-of select="normalize-space()"/></city></xsl:for-each>
          <xsl:variable name="year" select="substring(concat($published/tei:date[1]/@when, normalize-space($published/tei:date[1])), 1, 4)"/>
          <xsl:if test="string-length($year) = 4 and translate($year, '0123456789', '') = ''"><year><xsl:value-of select="$year"/></year></xsl:if>
          <xsl:for-each select="$published/tei:idno[@type = 'isbn' or @type = 'ISBN'][1]"><isbn><xsl:value-of select="normalize-space()"/></isbn></xsl:for-each>
        </publish-info>
      </xsl:if>
    </description>
  </xsl:template>

  <!-- A genre is a word of FB2's own list; a keyword that looks like one is taken for one. -->
  <xsl:template name="genres">
    <xsl:variable name="known" select="$header//tei:keywords/tei:term[&genre;]"/>
    <xsl:choose>
      <xsl:when test="$genre"><genre><xsl:value-of select="$genre"/></genre></xsl:when>
      <xsl:when test="$known"><xsl:for-each select="$known"><genre><xsl:value-of select="."/></genre></xsl:for-each></xsl:when>
      <xsl:otherwise><genre>nonfiction</genre></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="person">
    <xsl:variable name="name" select="normalize-space()"/>
    <xsl:choose>
      <xsl:when test=".//tei:surname">
        <first-name><xsl:value-of select="normalize-space(.//tei:forename[1])"/></first-name>
        <last-name><xsl:value-of select="normalize-space(.//tei:surname[1])"/></last-name>
      </xsl:when>
      <xsl:when test="contains($name, ', ')">
        <first-name><xsl:value-of select="substring-after($name, ', ')"/></first-name>
        <last-name><xsl:value-of select="substring-before($name, ', ')"/></last-name>
      </xsl:when>
      <xsl:when test="contains($name, ' ')">
        <xsl:call-template name="split-name"><xsl:with-param name="rest" select="$name"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><nickname><xsl:value-of select="$name"/></nickname></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="split-name">
    <xsl:param name="first"/>
    <xsl:param name="rest"/>
    <xsl:choose>
      <xsl:when test="contains($rest, ' ')">
        <xsl:call-template name="split-name">
          <xsl:with-param name="first" select="normalize-space(concat($first, ' ', substring-before($rest, ' ')))"/>
          <xsl:with-param name="rest" select="substring-after($rest, ' ')"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <first-name><xsl:value-of select="$first"/></first-name>
        <last-name><xsl:value-of select="$rest"/></last-name>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:abstract" mode="annotation">
    <annotation>
      <xsl:for-each select="tei:p"><p><xsl:value-of select="."/></p></xsl:for-each>
      <xsl:if test="not(tei:p)"><p><xsl:value-of select="."/></p></xsl:if>
    </annotation>
  </xsl:template>
</xsl:stylesheet>
