<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT
  Words: what stands in a line of text, links, notes and pages. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.tei-c.org/ns/1.0"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" exclude-result-prefixes="db xlink">
  <xsl:key name="footnote" match="db:footnote[@xml:id] | db:annotation[@xml:id]" use="@xml:id"/>
  <xsl:key name="id" match="*[@xml:id]" use="@xml:id"/>

  <xsl:template match="db:emphasis | db:firstterm | db:phrase[@role = 'emphasis']"><emph><xsl:call-template name="common"/><xsl:apply-templates/></emph></xsl:template>
  <xsl:template match="db:wordasword | db:phrase[@role = 'mentioned']"><mentioned><xsl:call-template name="common"/><xsl:apply-templates/></mentioned></xsl:template>
  <xsl:template match="db:emphasis[@role = 'bold' or @role = 'strong'] | db:phrase[@role = 'bold']" priority="1"><hi rend="bold"><xsl:apply-templates/></hi></xsl:template>
  <xsl:template match="db:emphasis[@role = 'strikethrough' or @role = 'underline' or @role = 'small-caps' or @role = 'smallcaps' or @role = 'spaced' or @role = 'monospace' or @role = 'italic']
    | db:phrase[@role = 'strikethrough' or @role = 'underline' or @role = 'smallcaps' or @role = 'spaced' or @role = 'monospace' or @role = 'italic']" priority="1"><hi rend="{@role}"><xsl:apply-templates/></hi></xsl:template>
  <xsl:template match="db:emphasis[@role = 'stage'] | db:phrase[@role = 'stage']" priority="1"><stage><xsl:apply-templates/></stage></xsl:template>
  <xsl:template match="db:superscript"><hi rend="superscript"><xsl:apply-templates/></hi></xsl:template>
  <xsl:template match="db:subscript"><hi rend="subscript"><xsl:apply-templates/></hi></xsl:template>
  <!-- The marks of a quotation are those of its language, others within another. -->
  <xsl:template match="db:quote">
    <xsl:variable name="lang" select="substring(ancestor-or-self::*[@xml:lang][1]/@xml:lang, 1, 2)"/>
    <xsl:variable name="marks"><xsl:choose>
      <xsl:when test="count(ancestor::db:quote) mod 2 = 0"><xsl:choose><xsl:when test="$lang = 'ru' or $lang = 'fr' or $lang = 'uk'">«»</xsl:when><xsl:when test="$lang = 'de'">„“</xsl:when><xsl:otherwise>“”</xsl:otherwise></xsl:choose></xsl:when>
      <xsl:otherwise><xsl:choose><xsl:when test="$lang = 'ru' or $lang = 'uk'">„“</xsl:when><xsl:when test="$lang = 'fr'">“”</xsl:when><xsl:when test="$lang = 'de'">‚‘</xsl:when><xsl:otherwise>‘’</xsl:otherwise></xsl:choose></xsl:otherwise>
    </xsl:choose></xsl:variable>
    <q><xsl:call-template name="common"/><xsl:value-of select="substring($marks, 1, 1)"/><xsl:apply-templates/><xsl:value-of select="substring($marks, 2)"/></q>
  </xsl:template>
  <xsl:template match="db:foreignphrase | db:phrase[@role = 'foreign']"><foreign><xsl:call-template name="common"/><xsl:apply-templates/></foreign></xsl:template>
  <xsl:template match="db:citetitle"><title><xsl:apply-templates/></title></xsl:template>
  <xsl:template match="db:code | db:literal | db:command | db:filename | db:option | db:function | db:varname | db:constant | db:userinput | db:computeroutput
      | db:tag | db:type | db:parameter | db:envar | db:methodname | db:classname | db:prompt | db:systemitem | db:phrase[@role = 'code']"><code><xsl:apply-templates/></code></xsl:template>
  <xsl:template match="db:phrase" priority="0"><seg><xsl:call-template name="common"/><xsl:apply-templates/></seg></xsl:template>
  <xsl:template match="db:phrase[@role = 'quote']" priority="1"><q><xsl:call-template name="common"/><xsl:apply-templates/></q></xsl:template>
  <xsl:template match="db:phrase[@role = 'citation']" priority="1"><quote><xsl:call-template name="common"/><xsl:apply-templates/></quote></xsl:template>
  <xsl:template match="db:phrase[@role = 'said' or @role = 'soCalled' or @role = 'cit' or @role = 'bibl' or @role = 'hi']" priority="1"><xsl:element name="{@role}"><xsl:call-template name="common"/><xsl:apply-templates/></xsl:element></xsl:template>
  <xsl:template match="processing-instruction('linebreak') | processing-instruction('lb')"><lb rend="break"/></xsl:template>
  <xsl:template match="db:footnote//processing-instruction('dbfo')"/>
  <xsl:template match="db:anchor"><anchor><xsl:call-template name="common"/></anchor></xsl:template>
  <xsl:template match="db:anchor[@role = 'page']" priority="1"><pb><xsl:if test="@xreflabel"><xsl:attribute name="n"><xsl:value-of select="@xreflabel"/></xsl:attribute></xsl:if></pb></xsl:template>
  <xsl:template match="db:link[@xlink:href] | db:uri[@xlink:href]"><ref target="{@xlink:href}"><xsl:apply-templates/><xsl:if test="not(node())"><xsl:value-of select="@xlink:href"/></xsl:if></ref></xsl:template>
  <xsl:template match="db:link[@linkend]"><ref target="#{@linkend}"><xsl:apply-templates/></ref></xsl:template>
  <xsl:template match="db:xref">
    <xsl:variable name="to" select="key('id', @linkend)[1]"/>
    <xsl:variable name="title" select="($to/@xreflabel | $to/db:title | $to/db:info/db:title)[1]"/>
    <ref target="#{@linkend}"><xsl:value-of select="normalize-space($title)"/><xsl:if test="not($title)"><xsl:value-of select="@linkend"/></xsl:if></ref>
  </xsl:template>
  <xsl:template match="db:inlinemediaobject"><xsl:apply-templates select="." mode="inside"/></xsl:template>

  <!-- In a text of lines: what a sheet of ours said of a whole line. -->
  <xsl:template match="*" mode="line"><xsl:apply-templates select="."/></xsl:template>
  <xsl:template match="db:emphasis[@role = 'stage' or @role = 'head']" mode="line"><xsl:element name="{@role}" namespace=""><xsl:apply-templates/></xsl:element></xsl:template>

  <!-- Notes -->
  <xsl:template match="db:footnote">
    <note>
      <xsl:attribute name="place"><xsl:choose><xsl:when test="@role = 'end' or @role = 'margin'"><xsl:value-of select="@role"/></xsl:when><xsl:otherwise>foot</xsl:otherwise></xsl:choose></xsl:attribute>
      <xsl:call-template name="common"/>
      <xsl:if test="@label or @xreflabel"><xsl:attribute name="n"><xsl:value-of select="(@label | @xreflabel)[1]"/></xsl:attribute></xsl:if>
      <xsl:apply-templates/>
    </note>
  </xsl:template>
  <xsl:template match="db:footnoteref">
    <xsl:variable name="label" select="(key('footnote', @linkend)/@label | key('footnote', @linkend)/@xreflabel)[1]"/>
    <ref type="noteref" target="#{@linkend}"><xsl:value-of select="@label"/><xsl:if test="not(@label)"><xsl:value-of select="$label"/></xsl:if></ref>
  </xsl:template>
  <xsl:template match="db:superscript[@role = 'noteref']" priority="1"><ref type="noteref"><xsl:call-template name="common"/><xsl:apply-templates/></ref></xsl:template>
  <xsl:template match="db:annotation"><note type="annotation"><xsl:call-template name="common"/><xsl:apply-templates select="*[not(self::db:title)]"/></note></xsl:template>
  <xsl:template match="db:annotation[@role = 'footnote' or @role = 'unmarked']" priority="1">
    <note>
      <xsl:if test="@role = 'unmarked'"><xsl:attribute name="anchored">false</xsl:attribute></xsl:if>
      <xsl:call-template name="common"/>
      <xsl:if test="@xreflabel"><xsl:attribute name="n"><xsl:value-of select="@xreflabel"/></xsl:attribute></xsl:if>
      <xsl:apply-templates/>
    </note>
  </xsl:template>
  <xsl:template match="db:remark"><xsl:comment><xsl:value-of select="translate(., '-', '‐')"/></xsl:comment></xsl:template>

  <xsl:template name="common"><xsl:copy-of select="@xml:id | @xml:lang"/></xsl:template>
</xsl:stylesheet>
