<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT
  What the description of an FB2 file says of the book, as TEI's header. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.tei-c.org/ns/1.0"
  xmlns:fb="http://www.gribuser.ru/xml/fictionbook/2.0" xmlns:str="http://exslt.org/strings" exclude-result-prefixes="fb str">
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
            <xsl:when test="$published[fb:publisher or fb:year or fb:city or fb:isbn]">
              <xsl:if test="not($published/fb:publisher)"><authority>unknown</authority></xsl:if>
              <xsl:if test="$published/fb:publisher"><publisher><xsl:value-of select="normalize-space($published/fb:publisher)"/></publisher></xsl:if>
              <xsl:if test="$published/fb:year"><date><xsl:value-of select="normalize-space($published/fb:year)"/></date></xsl:if>
              <xsl:if test="$published/fb:city"><pubPlace><xsl:value-of select="normalize-space($published/fb:city)"/></pubPlace></xsl:if>
              <xsl:if test="$published/fb:isbn"><idno type="isbn"><xsl:value-of select="normalize-space($published/fb:isbn)"/></idno></xsl:if>
            </xsl:when>
            <xsl:otherwise><p/></xsl:otherwise>
          </xsl:choose>
        </publicationStmt>
        <xsl:for-each select="$about/fb:sequence[@name]">
          <seriesStmt><title><xsl:value-of select="@name"/></title><xsl:if test="@number"><biblScope><xsl:value-of select="@number"/></biblScope></xsl:if></seriesStmt>
        </xsl:for-each>
        <sourceDesc><p/></sourceDesc>
      </fileDesc>
      <profileDesc>
        <xsl:if test="normalize-space($about/fb:annotation)">
          <abstract><xsl:for-each select="$about/fb:annotation//fb:p | $about/fb:annotation//fb:v"><p><xsl:value-of select="normalize-space()"/></p></xsl:for-each></abstract>
        </xsl:if>
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
            <xsl:for-each select="$about/fb:genre | str:split($about/fb:keywords, ',')[normalize-space()]">
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
</xsl:stylesheet>
