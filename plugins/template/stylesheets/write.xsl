<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT
  From TEI to the format quire. The TEI is always of one form: blocks hold blocks, phrases hold words, each note stands at
  its first mark (docs/ABI.md, "A plugin without C"). -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:example:quire"
  xmlns:t="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="t">
  <xsl:output method="xml" encoding="UTF-8"/>
  <xsl:strip-space elements="t:text t:front t:body t:back t:div t:list t:table t:row t:lg t:sp t:figure t:listBibl"/>
  <xsl:param name="title"/>

  <xsl:template match="/">
    <quire>
      <xsl:variable name="known" select="normalize-space(//t:titleStmt/t:title[1])"/>
      <xsl:attribute name="title">
        <xsl:choose>
          <xsl:when test="$known and $known != 'untitled'"><xsl:value-of select="$known"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="$title"/></xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:apply-templates select="//t:text[not(ancestor::t:text)]/*"/>
      <xsl:apply-templates select="//t:text//t:note" mode="body"/>
    </quire>
  </xsl:template>

  <xsl:template match="t:front | t:body | t:back"><xsl:apply-templates/></xsl:template>
  <xsl:template match="t:back/t:div[@type = 'notes'][not(*[not(self::t:note or self::t:p[not(node())])])]"/>
  <xsl:template match="t:div"><section><xsl:apply-templates/></section></xsl:template>
  <xsl:template match="t:div/t:head"><title><xsl:apply-templates/></title></xsl:template>
  <xsl:template match="t:quote">
    <xsl:choose>
      <xsl:when test="(ancestor::t:note | ancestor::t:p | ancestor::t:head)[last()][not(self::t:note)]"><xsl:apply-templates/></xsl:when>
      <xsl:otherwise><quote><xsl:apply-templates/></quote></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="t:emph"><em><xsl:apply-templates/></em></xsl:template>

  <!-- Blocks that hold words, and words that stand bare in a block, are paragraphs: but not within another, where the innermost
    of what stands around them is no note. -->
  <xsl:template match="t:p | t:ab | t:head | t:l | t:speaker | t:stage | t:label | t:bibl[not(ancestor::t:p)] | t:eg | t:figDesc">
    <xsl:choose>
      <xsl:when test="(ancestor::t:note | ancestor::t:p | ancestor::t:head)[last()][not(self::t:note)]"><xsl:apply-templates/></xsl:when>
      <xsl:otherwise><p><xsl:apply-templates/></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="t:item/text()[normalize-space()] | t:cell/text()[normalize-space()] | t:note/text()[normalize-space()]">
    <p><xsl:value-of select="."/></p>
  </xsl:template>

  <xsl:template match="t:note"><mark note="{@xml:id}"><xsl:value-of select="@n"/></mark></xsl:template>
  <xsl:template match="t:note[@anchored = 'false']"/>
  <xsl:template match="t:ref[@type = 'noteref']"><mark note="{substring-after(@target, '#')}"><xsl:value-of select="@n"/></mark></xsl:template>
  <xsl:template match="t:note" mode="body">
    <note id="{@xml:id}">
      <xsl:if test="@n"><xsl:attribute name="label"><xsl:value-of select="@n"/></xsl:attribute></xsl:if>
      <xsl:apply-templates/>
    </note>
  </xsl:template>
</xsl:stylesheet>
