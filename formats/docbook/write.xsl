<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT
  TEI to a DocBook 5 article: the frame, sections and blocks. A section of DocBook holds its blocks before its sections, so
  blocks that follow a division get a section of their own. -->
<!DOCTYPE xsl:stylesheet [
<!ENTITY division "self::tei:div or self::tei:text or self::tei:group or self::tei:front or self::tei:body or self::tei:back">
<!ENTITY block "self::tei:p or self::tei:ab or self::tei:list or self::tei:table or self::tei:lg or self::tei:l or self::tei:sp or self::tei:eg
  or self::tei:cit[not(parent::tei:seg)] or self::tei:epigraph or self::tei:div or self::tei:head or self::tei:trailer or self::tei:speaker or self::tei:milestone[../tei:p or ../tei:quote/tei:p or ../tei:lg]
  or self::tei:figure[not(parent::tei:ref)] or self::tei:quote[&holds;] or self::tei:q[&holds;] or self::tei:said[&holds;]">
<!ENTITY holds "tei:p or tei:ab or tei:l or tei:lg or tei:list or tei:table or tei:quote[tei:p or tei:l or tei:lg] or tei:cit or tei:sp or tei:eg or
  parent::tei:div or parent::tei:body or parent::tei:front or parent::tei:back or parent::tei:epigraph or (parent::tei:cit and not(ancestor::tei:p
  or ancestor::tei:seg or ancestor::tei:l or ancestor::tei:head)) or parent::tei:sp or parent::tei:figure">
<!ENTITY idle "self::tei:p[not(node())][../@type = 'notes'] or self::tei:div[@type = 'notes'][not(*[not(self::tei:p[not(node())])])]">
<!ENTITY point "self::tei:pb or self::tei:cb or self::tei:lb or self::tei:gb or self::tei:anchor or self::tei:fw or self::tei:index">
]>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:set="http://exslt.org/sets" exclude-result-prefixes="tei set">
  <xsl:include href="write-words.xsl"/>
  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="tei:TEI tei:teiHeader tei:text tei:front tei:body tei:back tei:div tei:group tei:list tei:table
    tei:row tei:lg tei:sp tei:cit tei:figure tei:epigraph"/>
  <xsl:variable name="header" select="(//tei:teiHeader)[1]"/>
  <xsl:key name="id" match="*[@xml:id]" use="@xml:id"/>

  <xsl:template match="/">
    <article version="5.0">
      <xsl:copy-of select="*/@xml:lang"/>
      <xsl:call-template name="info"/>
      <xsl:variable name="all" select="//tei:text[not(ancestor::tei:text)]/*/*[not(&idle;)]"/>
      <xsl:choose>
        <xsl:when test="$all[&division;]"><xsl:apply-templates select="//tei:text[not(ancestor::tei:text)]/*" mode="content"/></xsl:when>
        <xsl:otherwise><xsl:apply-templates select="$all" mode="block"/><xsl:if test="not($all[not(self::tei:milestone or self::tei:lb or self::tei:cb)])"><para/></xsl:if></xsl:otherwise>
      </xsl:choose>
    </article>
  </xsl:template>

  <xsl:template name="info">
    <xsl:variable name="file" select="$header/tei:fileDesc"/>
    <info>
      <title><xsl:value-of select="normalize-space($file/tei:titleStmt/tei:title[1])"/></title>
      <xsl:for-each select="$file/tei:titleStmt/tei:title[2]"><subtitle><xsl:value-of select="normalize-space()"/></subtitle></xsl:for-each>
      <xsl:for-each select="$file/tei:titleStmt/tei:author"><author><personname><xsl:value-of select="normalize-space()"/></personname></author></xsl:for-each>
      <xsl:for-each select="$file/tei:titleStmt/tei:editor[not(@role = 'translator' or @role = 'trl')]"><editor><personname><xsl:value-of select="normalize-space()"/></personname></editor></xsl:for-each>
      <xsl:for-each select="$file/tei:titleStmt/tei:editor[@role = 'translator' or @role = 'trl'] | $file/tei:titleStmt/tei:respStmt[contains(tei:resp, 'trl') or contains(tei:resp, 'ranslat')]/tei:name"><othercredit class="translator"><personname><xsl:value-of select="normalize-space()"/></personname></othercredit></xsl:for-each>
      <xsl:for-each select="$file/tei:publicationStmt/tei:publisher"><publisher><publishername><xsl:value-of select="normalize-space()"/></publishername></publisher></xsl:for-each>
      <xsl:for-each select="$file/tei:publicationStmt/tei:date[1]"><pubdate><xsl:value-of select="normalize-space()"/><xsl:if test="not(normalize-space())"><xsl:value-of select="@when"/></xsl:if></pubdate></xsl:for-each>
      <xsl:for-each select="$file/tei:publicationStmt/tei:idno[normalize-space()]"><biblioid><xsl:if test="translate(@type, 'ISBN', 'isbn') = 'isbn' or translate(@type, 'DOI', 'doi') = 'doi'"><xsl:attribute name="class"><xsl:value-of select="translate(@type, 'ISBNDO', 'isbndo')"/></xsl:attribute></xsl:if><xsl:value-of select="normalize-space()"/></biblioid></xsl:for-each>
      <xsl:for-each select="$header//tei:abstract[normalize-space()][1]"><abstract><xsl:for-each select="tei:p"><para><xsl:value-of select="normalize-space()"/></para></xsl:for-each></abstract></xsl:for-each>
      <xsl:if test="$header//tei:keywords/tei:term"><keywordset><xsl:for-each select="$header//tei:keywords/tei:term"><keyword><xsl:value-of select="normalize-space()"/></keyword></xsl:for-each></keywordset></xsl:if>
    </info>
  </xsl:template>

  <!-- ============================================================ sections -->
  <!-- Of a division all but its heading: blocks, then sections. -->
  <xsl:template match="*" mode="content">
    <xsl:param name="all" select="*[not(&idle;)]"/>
    <xsl:variable name="divisions" select="$all[&division;]"/>
    <xsl:variable name="first" select="set:leading($all, $divisions[1])"/>
    <xsl:choose>
      <xsl:when test="(self::tei:body and ../tei:front/*) or self::tei:back"><xsl:call-template name="run"><xsl:with-param name="blocks" select="$first"/></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="$first" mode="block"/></xsl:otherwise>
    </xsl:choose>
    <xsl:for-each select="$divisions">
      <xsl:variable name="at" select="position()"/>
      <xsl:apply-templates select="." mode="section"/>
      <xsl:if test="following-sibling::*[1]/self::*[not(&division;)]">
        <xsl:call-template name="run"><xsl:with-param name="blocks" select="set:leading(following-sibling::*, $divisions[$at + 1])[not(&idle;)]"/></xsl:call-template>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>
  <xsl:template name="run">
    <xsl:param name="blocks"/>
    <xsl:if test="$blocks"><section><title/><xsl:apply-templates select="$blocks" mode="block"/><xsl:if test="not($blocks[not(self::tei:lb or self::tei:cb)])"><para/></xsl:if></section></xsl:if>
  </xsl:template>

  <xsl:template match="tei:div" mode="section">
    <xsl:variable name="title" select="tei:head[not(preceding-sibling::*[not(&point;)])]"/>
    <xsl:variable name="rest" select="*[not(&idle;)][count(. | $title) &gt; count($title)]"/>
    <section>
      <xsl:call-template name="common"/>
      <xsl:if test="@type"><xsl:attribute name="role"><xsl:value-of select="@type"/></xsl:attribute></xsl:if>
      <title><xsl:for-each select="$title"><xsl:call-template name="common"/><xsl:apply-templates/></xsl:for-each></title>
      <xsl:apply-templates select="." mode="content"><xsl:with-param name="all" select="$rest"/></xsl:apply-templates>
      <xsl:if test="not($rest[not(self::tei:lb or self::tei:cb or self::tei:gb or self::tei:index or self::tei:fw)])"><para/></xsl:if>
    </section>
  </xsl:template>
  <xsl:template match="tei:text | tei:group | tei:front | tei:body | tei:back" mode="section"><xsl:apply-templates select="." mode="content"/></xsl:template>

  <!-- ============================================================ blocks -->
  <!-- What holds words, blocks or both; runs of words are paragraphs. -->
  <xsl:template name="flow">
    <xsl:param name="name" select="'para'"/>
    <xsl:variable name="blocks" select="*[&block;]"/>
    <xsl:choose>
      <xsl:when test="not($blocks)"><xsl:element name="{$name}"><xsl:apply-templates/></xsl:element></xsl:when>
      <xsl:otherwise>
        <xsl:variable name="first" select="set:leading(node(), $blocks[1])"/>
        <xsl:if test="$first[self::* or normalize-space()]"><xsl:element name="{$name}"><xsl:apply-templates select="$first"/></xsl:element></xsl:if>
        <xsl:for-each select="$blocks">
          <xsl:variable name="at" select="position()"/>
          <xsl:apply-templates select="." mode="block"/>
          <xsl:variable name="next" select="following-sibling::node()[1]"/>
          <xsl:variable name="then" select="$next/self::text()[not(normalize-space())]/following-sibling::node()[1] | $next[normalize-space() or self::*]"/>
          <xsl:if test="$then[not(&block;)]">
            <xsl:variable name="words" select="set:leading(following-sibling::node(), $blocks[$at + 1])"/>
            <xsl:if test="$words[self::*[not(&point;)] or normalize-space()] or ($words/self::* and not(self::tei:l))"><xsl:element name="{$name}"><xsl:apply-templates select="$words"/></xsl:element></xsl:if>
          </xsl:if>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:head | tei:trailer | tei:speaker | tei:ab[@type = 'head']" mode="block" priority="1"><bridgehead><xsl:call-template name="common"/><xsl:apply-templates/></bridgehead></xsl:template>
  <xsl:template match="tei:p | tei:ab" mode="block"><para><xsl:call-template name="common"/><xsl:apply-templates/></para></xsl:template>
  <xsl:template match="tei:stage" mode="block"><para role="stage"><xsl:call-template name="common"/><xsl:apply-templates/></para></xsl:template>
  <xsl:template match="tei:quote | tei:q | tei:said" mode="block">
    <blockquote>
      <xsl:call-template name="common"/>
      <xsl:if test="not(self::tei:quote)"><xsl:attribute name="role"><xsl:value-of select="local-name()"/></xsl:attribute></xsl:if>
      <xsl:call-template name="flow"/>
    </blockquote>
  </xsl:template>
  <xsl:template match="tei:cit" mode="block">
    <blockquote>
      <xsl:if test="not(@xml:id)"><xsl:copy-of select="*/@xml:id[parent::tei:quote or parent::tei:q][1]"/></xsl:if>
      <xsl:call-template name="common"/>
      <xsl:apply-templates select="tei:bibl" mode="source"/>
      <xsl:if test="@xml:id"><xsl:for-each select="(tei:quote | tei:q)[@xml:id]"><anchor><xsl:copy-of select="@xml:id"/></anchor></xsl:for-each></xsl:if>
      <xsl:for-each select="*[not(self::tei:bibl)]"><xsl:choose>
        <xsl:when test="self::tei:quote or self::tei:q"><xsl:call-template name="flow"/></xsl:when>
        <xsl:otherwise><xsl:apply-templates select="." mode="block"/></xsl:otherwise>
      </xsl:choose></xsl:for-each>
    </blockquote>
  </xsl:template>
  <xsl:template match="tei:bibl" mode="source"><xsl:if test="not(preceding-sibling::tei:bibl)"><attribution><xsl:call-template name="common"/><xsl:call-template name="plain"><xsl:with-param name="words"><xsl:for-each select="../tei:bibl"><xsl:if test="position() &gt; 1"><xsl:text> </xsl:text></xsl:if><xsl:apply-templates/></xsl:for-each></xsl:with-param></xsl:call-template></attribution></xsl:if></xsl:template>
  <!-- An epigraph holds paragraphs and verse alone. -->
  <xsl:template match="tei:epigraph" mode="block">
    <xsl:variable name="name"><xsl:choose><xsl:when test=".//tei:list or .//tei:table or .//tei:figure or .//tei:sp or .//tei:eg or .//tei:quote//tei:quote">blockquote</xsl:when><xsl:otherwise>epigraph</xsl:otherwise></xsl:choose></xsl:variable>
    <xsl:element name="{$name}">
      <xsl:call-template name="common"/>
      <xsl:if test="$name = 'blockquote'"><xsl:attribute name="role">epigraph</xsl:attribute></xsl:if>
      <xsl:apply-templates select="tei:bibl | tei:cit/tei:bibl" mode="source"/>
      <xsl:for-each select="tei:cit/*[not(self::tei:bibl)] | *[not(self::tei:cit or self::tei:bibl)]"><xsl:choose>
        <xsl:when test="self::tei:quote or self::tei:q or self::tei:said"><xsl:call-template name="flow"/></xsl:when>
        <xsl:otherwise><xsl:apply-templates select="." mode="block"/></xsl:otherwise>
      </xsl:choose></xsl:for-each>
    </xsl:element>
  </xsl:template>

  <!-- Verse: a line is a line, and an empty one parts stanzas. -->
  <xsl:template match="tei:lg" mode="block">
    <xsl:apply-templates select="tei:head" mode="block"/>
    <literallayout role="verse"><xsl:call-template name="common"/><xsl:apply-templates select="*[not(self::tei:head)]" mode="line"/></literallayout>
  </xsl:template>
  <xsl:template match="tei:l" mode="block">
    <xsl:variable name="before" select="preceding-sibling::*[1]"/>
    <xsl:if test="not($before/self::tei:l or ($before[&point;] and preceding-sibling::*[not(&point;)][1][self::tei:l]))">
      <literallayout role="lines"><xsl:apply-templates select=". | set:leading(following-sibling::*, following-sibling::*[not(self::tei:l or &point;)][1])" mode="line"/></literallayout>
    </xsl:if>
  </xsl:template>
  <xsl:template match="*" mode="line">
    <xsl:if test="preceding-sibling::*[1]/self::*[not(self::tei:head)] and not(parent::tei:lg[parent::tei:lg] and not(preceding-sibling::*[1]))"><xsl:call-template name="newline"/></xsl:if>
    <xsl:choose>
      <xsl:when test="self::tei:stage"><emphasis role="stage"><xsl:call-template name="common"/><xsl:apply-templates/></emphasis></xsl:when>
      <xsl:when test="self::tei:l and (@xml:id or @xml:lang)"><phrase><xsl:call-template name="common"/><xsl:apply-templates/></phrase></xsl:when>
      <xsl:when test="self::tei:l or self::tei:head"><xsl:apply-templates/></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="newline"><xsl:if test="not(preceding-sibling::*[1][&point;])"><xsl:text>&#10;</xsl:text></xsl:if></xsl:template>
  <xsl:template match="tei:lg" mode="line">
    <xsl:if test="preceding-sibling::*[1]/self::*[not(self::tei:head)]"><xsl:text>&#10;&#10;</xsl:text></xsl:if>
    <xsl:for-each select="tei:head"><emphasis role="head"><xsl:apply-templates/></emphasis><xsl:text>&#10;</xsl:text></xsl:for-each>
    <xsl:apply-templates select="*[not(self::tei:head)]" mode="line"/>
  </xsl:template>

  <!-- Speeches are sidebars that say so. -->
  <xsl:template match="tei:sp" mode="block">
    <sidebar role="speech">
      <xsl:call-template name="common"/>
      <xsl:variable name="speaker" select="tei:speaker[not(preceding-sibling::*)]"/>
      <xsl:for-each select="$speaker"><title><xsl:call-template name="common"/><xsl:apply-templates/></title></xsl:for-each>
      <xsl:variable name="rest" select="*[count(. | $speaker) &gt; count($speaker)]"/>
      <xsl:apply-templates select="$rest" mode="block"/>
      <xsl:if test="not($rest[not(&point;)])"><para role="none"/></xsl:if>
    </sidebar>
  </xsl:template>
  <xsl:template match="tei:eg" mode="block"><programlisting><xsl:call-template name="common"/><xsl:apply-templates/></programlisting></xsl:template>

  <xsl:template match="tei:list" mode="block">
    <xsl:variable name="name"><xsl:choose><xsl:when test="tei:label and tei:item">variablelist</xsl:when><xsl:when test="@type = 'ordered'">orderedlist</xsl:when><xsl:otherwise>itemizedlist</xsl:otherwise></xsl:choose></xsl:variable>
    <xsl:if test="not(tei:item)"><xsl:for-each select="*"><para><xsl:apply-templates select="."/></para></xsl:for-each></xsl:if>
    <xsl:if test="tei:item">
      <xsl:element name="{$name}">
        <xsl:call-template name="common"/>
        <xsl:if test="$name = 'orderedlist' and @n &gt; 1"><xsl:attribute name="startingnumber"><xsl:value-of select="@n"/></xsl:attribute></xsl:if>
        <xsl:for-each select="tei:head[1]"><title><xsl:call-template name="common"/><xsl:apply-templates/></title></xsl:for-each>
        <xsl:for-each select="tei:item">
          <xsl:choose>
            <xsl:when test="$name = 'variablelist'"><varlistentry><term><xsl:for-each select="preceding-sibling::*[1]/self::tei:label"><xsl:call-template name="common"/><xsl:apply-templates/></xsl:for-each></term><xsl:call-template name="item"/></varlistentry></xsl:when>
            <xsl:otherwise><xsl:call-template name="item"/></xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
      </xsl:element>
    </xsl:if>
  </xsl:template>
  <xsl:template name="item"><listitem><xsl:call-template name="common"/><xsl:apply-templates select="preceding-sibling::*[1]/self::tei:pb"/><xsl:call-template name="flow"><xsl:with-param name="name">simpara</xsl:with-param></xsl:call-template></listitem></xsl:template>

  <xsl:template match="tei:table" mode="block">
    <xsl:variable name="name"><xsl:if test="not(tei:head)">informal</xsl:if>table</xsl:variable>
    <xsl:if test="tei:row/tei:cell">
      <xsl:element name="{$name}">
        <xsl:call-template name="common"/>
        <xsl:for-each select="tei:head[1]"><caption><xsl:call-template name="common"/><xsl:apply-templates/></caption></xsl:for-each>
        <xsl:for-each select="tei:row[tei:cell]"><tr><xsl:call-template name="common"/><xsl:apply-templates select="tei:cell" mode="cell"/></tr></xsl:for-each>
      </xsl:element>
    </xsl:if>
  </xsl:template>
  <xsl:template match="tei:cell" mode="cell">
    <xsl:variable name="name"><xsl:choose><xsl:when test="@role = 'label' or ../@role = 'label'">th</xsl:when><xsl:otherwise>td</xsl:otherwise></xsl:choose></xsl:variable>
    <xsl:element name="{$name}">
      <xsl:call-template name="common"/>
      <xsl:if test="@cols &gt; 1"><xsl:attribute name="colspan"><xsl:value-of select="@cols"/></xsl:attribute></xsl:if>
      <xsl:if test="@rows &gt; 1"><xsl:attribute name="rowspan"><xsl:value-of select="@rows"/></xsl:attribute></xsl:if>
      <xsl:choose><xsl:when test="*[&block;]"><xsl:call-template name="flow"/></xsl:when><xsl:otherwise><xsl:apply-templates/></xsl:otherwise></xsl:choose>
    </xsl:element>
  </xsl:template>

  <xsl:template match="tei:figure" mode="block">
    <xsl:variable name="name"><xsl:if test="not(tei:head)">informal</xsl:if>figure</xsl:variable>
    <xsl:element name="{$name}">
      <xsl:call-template name="common"/>
      <xsl:for-each select="tei:head[1]"><title><xsl:call-template name="common"/><xsl:apply-templates/></title></xsl:for-each>
      <xsl:for-each select="tei:graphic"><mediaobject><xsl:call-template name="common"/><xsl:call-template name="media"/></mediaobject></xsl:for-each>
      <xsl:if test="not(tei:graphic)"><xsl:for-each select="tei:figDesc[normalize-space()]"><para><xsl:apply-templates/></para></xsl:for-each></xsl:if>
      <xsl:apply-templates select="*[not(self::tei:head[not(preceding-sibling::tei:head)] or self::tei:figDesc or self::tei:graphic)]" mode="block"/>
      <xsl:if test="not(tei:graphic or tei:figDesc[normalize-space()] or *[not(self::tei:head or self::tei:figDesc)])"><para role="none"/></xsl:if>
    </xsl:element>
  </xsl:template>
  <xsl:template match="tei:graphic" mode="block"><mediaobject><xsl:call-template name="common"/><xsl:call-template name="media"/></mediaobject></xsl:template>

  <xsl:template match="tei:milestone" mode="block"><para role="milestone"><xsl:if test="not(@rend = 'blank')">* * *</xsl:if></para></xsl:template>
  <!-- What stands between lines stands in their text. -->
  <xsl:template match="tei:pb | tei:anchor" mode="block"><xsl:if test="not(../tei:l and preceding-sibling::*[not(&point;)][1][self::tei:l])"><xsl:apply-templates select="."/></xsl:if></xsl:template>
  <xsl:template match="tei:cb | tei:lb | tei:gb | tei:index | tei:fw" mode="block"/>
  <xsl:template match="tei:note" mode="block"><xsl:choose><xsl:when test="@anchored = 'false'"><xsl:apply-templates select="."/></xsl:when><xsl:otherwise><para><xsl:apply-templates select="."/></para></xsl:otherwise></xsl:choose></xsl:template>
  <xsl:template match="tei:div | tei:text | tei:body | tei:front | tei:back" mode="block"><xsl:apply-templates select="*" mode="block"/></xsl:template>
  <xsl:template match="*" mode="block"><para><xsl:apply-templates select="."/></para></xsl:template>
</xsl:stylesheet>
