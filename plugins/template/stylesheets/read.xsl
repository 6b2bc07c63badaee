<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT
  From the format quire to TEI. A note goes to its first mark; further marks, and marks without a note, are references. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.tei-c.org/ns/1.0"
  xmlns:q="urn:example:quire" exclude-result-prefixes="q">
  <xsl:output method="xml" encoding="UTF-8"/>
  <xsl:strip-space elements="q:quire q:section q:quote q:note"/>
  <xsl:key name="notes" match="q:note" use="@id"/>
  <xsl:key name="marks" match="q:mark" use="@note"/>

  <xsl:template match="/">
    <TEI>
      <teiHeader>
        <fileDesc>
          <titleStmt><title><xsl:value-of select="q:quire/@title"/></title></titleStmt>
          <publicationStmt><p/></publicationStmt>
          <sourceDesc><p/></sourceDesc>
        </fileDesc>
      </teiHeader>
      <text>
        <body>
          <xsl:apply-templates select="q:quire/*[not(self::q:note)]"/>
        </body>
        <xsl:variable name="unmarked" select="//q:note[not(key('marks', @id))]"/>
        <xsl:if test="$unmarked">
          <back><div type="notes"><xsl:apply-templates select="$unmarked" mode="body"/></div></back>
        </xsl:if>
      </text>
    </TEI>
  </xsl:template>

  <xsl:template match="q:section"><div><xsl:apply-templates/></div></xsl:template>
  <xsl:template match="q:title"><head><xsl:apply-templates/></head></xsl:template>
  <xsl:template match="q:p"><p><xsl:apply-templates/></p></xsl:template>
  <xsl:template match="q:quote"><quote><xsl:apply-templates/></quote></xsl:template>
  <xsl:template match="q:em"><emph><xsl:apply-templates/></emph></xsl:template>
  <xsl:template match="q:note"/>

  <xsl:template match="q:mark">
    <xsl:choose>
      <xsl:when test="not(key('notes', @note))"><ref type="noteref"><xsl:value-of select="."/></ref></xsl:when>
      <xsl:when test="generate-id() = generate-id(key('marks', @note)[1])">
        <xsl:apply-templates select="key('notes', @note)[1]" mode="body"/>
      </xsl:when>
      <xsl:otherwise><ref type="noteref" target="#{@note}"><xsl:value-of select="."/></ref></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="q:note" mode="body">
    <note>
      <xsl:attribute name="xml:id"><xsl:value-of select="@id"/></xsl:attribute>
      <xsl:if test="@label"><xsl:attribute name="n"><xsl:value-of select="@label"/></xsl:attribute></xsl:if>
      <xsl:if test="not(key('marks', @id))"><xsl:attribute name="anchored">false</xsl:attribute></xsl:if>
      <xsl:apply-templates/>
    </note>
  </xsl:template>

  <!-- What the format does not know keeps its words, and is told. -->
  <xsl:template match="*">
    <xsl:message>warning: the element <xsl:value-of select="name()"/> is not known; its words are kept</xsl:message>
    <xsl:apply-templates/>
  </xsl:template>
</xsl:stylesheet>
