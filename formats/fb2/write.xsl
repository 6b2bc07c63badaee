<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT
  TEI to FictionBook 2.1: the frame, sections and blocks. A section of FB2 holds sections or blocks, a cite no cite, a cell
  and a line words alone; what TEI has beyond that is written with its words as the nearest of these. -->
<!DOCTYPE xsl:stylesheet [
<!ENTITY division "self::tei:div or self::tei:text or self::tei:group or self::tei:front or self::tei:body or self::tei:back">
<!ENTITY block "self::tei:p or self::tei:ab or self::tei:list or self::tei:table or self::tei:lg or self::tei:l or self::tei:sp or self::tei:eg
  or self::tei:cit[not(parent::tei:seg)] or self::tei:epigraph or self::tei:div or self::tei:head or self::tei:trailer or self::tei:speaker or self::tei:milestone[../tei:p or ../tei:quote/tei:p or ../tei:lg]
  or self::tei:figure[not(parent::tei:ref)] or self::tei:quote[&holds;] or self::tei:q[&holds;] or self::tei:said[&holds;]">
<!ENTITY holds "tei:p or tei:ab or tei:l or tei:lg or tei:list or tei:table or tei:quote[tei:p or tei:l or tei:lg] or tei:cit or tei:sp or tei:eg or
  parent::tei:div or parent::tei:body or parent::tei:front or parent::tei:back or parent::tei:epigraph or (parent::tei:cit and not(ancestor::tei:p
  or ancestor::tei:seg or ancestor::tei:l or ancestor::tei:head)) or parent::tei:sp or parent::tei:figure">
<!ENTITY apart "self::tei:note[@anchored = 'false'] or self::tei:p[not(node())][../@type = 'notes'] or self::tei:div[&hollow;]
  or self::tei:div[@type = 'cover'][tei:figure/tei:graphic][not(*[not(self::tei:figure)])]">
<!ENTITY hollow "@type = 'notes' and not(*[not(self::tei:head or self::tei:note[@anchored = 'false'] or self::tei:p[not(node())] or &point;)])">
<!ENTITY point "self::tei:pb or self::tei:cb or self::tei:lb or self::tei:gb or self::tei:anchor or self::tei:fw or self::tei:index">
]>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"
  xmlns:l="http://www.w3.org/1999/xlink" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:set="http://exslt.org/sets" xmlns:str="http://exslt.org/strings"
  xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="tei set str exsl">
  <xsl:include href="write-about.xsl"/>
  <xsl:include href="write-words.xsl"/>
  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="tei:TEI tei:teiHeader tei:text tei:front tei:body tei:back tei:div tei:group tei:list tei:table
    tei:row tei:lg tei:sp tei:cit tei:figure tei:epigraph"/>
  <xsl:key name="id" match="*[@xml:id]" use="@xml:id"/>
  <xsl:variable name="notes" select="//tei:text//tei:note"/>
  <!-- Headings of the notes, where all that stood below them went to its marks. -->
  <xsl:variable name="headings" select="//tei:div[&hollow;]/tei:head"/>

  <xsl:template match="/">
    <FictionBook>
      <xsl:call-template name="description"/>
      <body>
        <xsl:apply-templates select="//tei:text[not(ancestor::tei:text)]" mode="text"/>
      </body>
      <xsl:if test="$notes or $headings">
        <body name="notes">
          <xsl:if test="$headings"><title><xsl:for-each select="$headings"><p><xsl:apply-templates/></p></xsl:for-each></title></xsl:if>
          <xsl:apply-templates select="$notes" mode="body"/>
          <xsl:if test="not($notes)"><section><empty-line/></section></xsl:if>
        </body>
      </xsl:if>
      <xsl:call-template name="binaries"/>
    </FictionBook>
  </xsl:template>

  <!-- ============================================================ sections -->
  <xsl:template match="tei:text" mode="text">
    <xsl:variable name="all" select="(tei:front | tei:body | tei:back)/*[not(&point;)][not(&apart;)] | tei:group"/>
    <xsl:choose>
      <xsl:when test="$all[&division;]"><xsl:apply-templates select="tei:front | tei:body | tei:back | tei:group" mode="runs"/></xsl:when>
      <xsl:otherwise>
        <section>
          <xsl:apply-templates select="$all[self::tei:head][1]" mode="title"/>
          <xsl:call-template name="filled"><xsl:with-param name="content"><xsl:apply-templates select="$all[not(self::tei:head)]" mode="block"/></xsl:with-param></xsl:call-template>
        </section>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="tei:group" mode="runs"><xsl:apply-templates select="tei:text" mode="text"/></xsl:template>

  <!-- Blocks between divisions are sections of their own. Where a run of them ends is looked for once for each run. -->
  <xsl:template match="*" mode="runs">
    <xsl:param name="all" select="*[not(&point;)][not(&apart;)]"/>
    <xsl:variable name="divisions" select="$all[&division;]"/>
    <xsl:call-template name="run"><xsl:with-param name="blocks" select="set:leading($all, $divisions[1])"/></xsl:call-template>
    <xsl:for-each select="$divisions">
      <xsl:variable name="at" select="position()"/>
      <xsl:apply-templates select="." mode="section"/>
      <xsl:variable name="next" select="following-sibling::*[1]"/>
      <xsl:if test="$next[not(&division;)]">
        <xsl:call-template name="run"><xsl:with-param name="blocks" select="set:leading(following-sibling::*, $divisions[$at + 1])[not(&point;)][not(&apart;)]"/></xsl:call-template>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>
  <xsl:template name="run">
    <xsl:param name="blocks"/>
    <xsl:if test="$blocks">
      <section>
        <xsl:call-template name="filled"><xsl:with-param name="content"><xsl:apply-templates select="$blocks" mode="block"/></xsl:with-param></xsl:call-template>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:div" mode="section">
    <xsl:variable name="title" select="tei:head[not(preceding-sibling::*[not(&point;)])]"/>
    <xsl:variable name="epigraphs" select="tei:epigraph[not(preceding-sibling::*[not(self::tei:head or self::tei:epigraph or &point;)])]"/>
    <xsl:variable name="rest" select="*[not(&point;)][not(&apart;)][count(. | $title | $epigraphs) &gt; count($title | $epigraphs)]"/>
    <section>
      <xsl:call-template name="about"/>
      <xsl:apply-templates select="$title" mode="title"/>
      <xsl:apply-templates select="$epigraphs" mode="epigraph"/>
      <xsl:choose>
        <xsl:when test="$rest[self::tei:div]"><xsl:apply-templates select="." mode="runs"><xsl:with-param name="all" select="$rest"/></xsl:apply-templates></xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="filled"><xsl:with-param name="content"><xsl:apply-templates select="$rest" mode="block"/></xsl:with-param></xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <!-- A section holds a block at least. -->
  <xsl:template name="filled">
    <xsl:param name="content"/>
    <xsl:copy-of select="$content"/>
    <xsl:if test="not(exsl:node-set($content)/*)"><empty-line/></xsl:if>
  </xsl:template>

  <!-- Each line of a heading is a paragraph of the title. -->
  <xsl:template match="tei:head" mode="title">
    <title>
      <xsl:variable name="lines" select="tei:lb[not(@break)]"/>
      <p><xsl:call-template name="page"/><xsl:apply-templates select="set:leading(node(), $lines[1])"/></p>
      <xsl:for-each select="$lines">
        <xsl:variable name="at" select="position()"/>
        <p><xsl:apply-templates select="set:leading(following-sibling::node(), $lines[$at + 1])"/></p>
      </xsl:for-each>
    </title>
  </xsl:template>
  <xsl:template match="tei:epigraph" mode="epigraph">
    <epigraph>
      <xsl:apply-templates select="*[not(self::tei:bibl)]" mode="block"><xsl:with-param name="in" select="'epigraph'"/></xsl:apply-templates>
      <xsl:apply-templates select="tei:bibl | tei:cit/tei:bibl" mode="author"/>
    </epigraph>
  </xsl:template>

  <!-- ============================================================ blocks. $in: section, cite or epigraph -->
  <!-- What holds words, blocks or both; SIGN goes before the first words. -->
  <xsl:template name="flow">
    <xsl:param name="in"/>
    <xsl:param name="sign"/>
    <xsl:param name="style"/>
    <xsl:variable name="blocks" select="*[&block;]"/>
    <xsl:choose>
      <xsl:when test="not($blocks)">
        <p><xsl:call-template name="style"><xsl:with-param name="style" select="$style"/></xsl:call-template><xsl:call-template name="page"/><xsl:copy-of select="$sign"/><xsl:apply-templates/></p>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="first" select="set:leading(node(), $blocks[1])"/>
        <xsl:if test="$first[self::* or normalize-space()] or ($sign and not($blocks[1][self::tei:p]))">
          <p><xsl:call-template name="style"><xsl:with-param name="style" select="$style"/></xsl:call-template><xsl:copy-of select="$sign"/><xsl:apply-templates select="$first"/></p>
        </xsl:if>
        <xsl:for-each select="$blocks">
          <xsl:variable name="at" select="position()"/>
          <xsl:apply-templates select="." mode="block">
            <xsl:with-param name="in" select="$in"/>
            <xsl:with-param name="style" select="$style"/>
            <xsl:with-param name="sign"><xsl:if test="$at = 1 and not($first[self::* or normalize-space()])"><xsl:copy-of select="$sign"/></xsl:if></xsl:with-param>
          </xsl:apply-templates>
          <xsl:variable name="next" select="following-sibling::node()[1]"/>
          <xsl:variable name="then" select="$next/self::text()[not(normalize-space())]/following-sibling::node()[1] | $next[normalize-space() or self::*]"/>
          <xsl:if test="$then[not(&block;)]">
            <xsl:variable name="words" select="set:leading(following-sibling::node(), $blocks[$at + 1])"/>
            <xsl:if test="$words[self::*[not(&point;)] or normalize-space()]">
              <p><xsl:call-template name="style"><xsl:with-param name="style" select="$style"/></xsl:call-template><xsl:apply-templates select="$words"/></p>
            </xsl:if>
          </xsl:if>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="style"><xsl:param name="style"/><xsl:if test="$style != ''"><xsl:attribute name="style"><xsl:value-of select="$style"/></xsl:attribute></xsl:if></xsl:template>

  <xsl:template match="tei:p | tei:ab" mode="block">
    <xsl:param name="sign"/>
    <xsl:param name="style"/>
    <p><xsl:call-template name="about"/><xsl:call-template name="style"><xsl:with-param name="style" select="$style"/></xsl:call-template><xsl:call-template name="page"/><xsl:copy-of select="$sign"/><xsl:apply-templates/><xsl:call-template name="page-behind"/></p>
  </xsl:template>
  <xsl:template match="tei:head | tei:trailer | tei:speaker | tei:ab[@type = 'head']" mode="block">
    <xsl:param name="in" select="'section'"/>
    <xsl:choose>
      <xsl:when test="$in = 'epigraph'"><p><xsl:apply-templates/></p></xsl:when>
      <xsl:otherwise><subtitle><xsl:call-template name="id"/><xsl:call-template name="page"/><xsl:apply-templates/></subtitle></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A cite holds no cite: paragraphs of one within another say how deep they are. -->
  <xsl:template match="tei:quote | tei:q | tei:said" mode="block">
    <xsl:param name="in" select="'section'"/>
    <xsl:param name="style"/>
    <xsl:choose>
      <xsl:when test="$in = 'section'"><cite><xsl:call-template name="about"/><xsl:call-template name="flow"><xsl:with-param name="in" select="'cite'"/></xsl:call-template></cite></xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="flow">
          <xsl:with-param name="in" select="$in"/>
          <xsl:with-param name="style"><xsl:choose><xsl:when test="$in = 'epigraph'"/><xsl:otherwise><xsl:value-of select="normalize-space(concat($style, ' quote'))"/></xsl:otherwise></xsl:choose></xsl:with-param>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="tei:cit" mode="block">
    <xsl:param name="in" select="'section'"/>
    <xsl:param name="style"/>
    <xsl:choose>
      <xsl:when test="$in = 'section'">
        <cite>
          <xsl:call-template name="about"/>
          <xsl:for-each select="tei:quote | tei:q"><xsl:call-template name="flow"><xsl:with-param name="in" select="'cite'"/></xsl:call-template></xsl:for-each>
          <xsl:apply-templates select="*[not(self::tei:quote or self::tei:q or &point;)]" mode="author"/>
        </cite>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="*[not(self::tei:bibl)]" mode="block"><xsl:with-param name="in" select="$in"/><xsl:with-param name="style" select="$style"/></xsl:apply-templates>
        <xsl:if test="not(parent::tei:epigraph)"><xsl:for-each select="tei:bibl"><p><xsl:apply-templates/></p></xsl:for-each></xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="*" mode="author"><text-author><xsl:call-template name="id"/><xsl:apply-templates select="self::tei:bibl/node() | self::*[not(self::tei:bibl)]"/></text-author></xsl:template>
  <xsl:template match="tei:epigraph" mode="block">
    <xsl:param name="in" select="'section'"/>
    <xsl:choose>
      <xsl:when test="$in = 'section'">
        <cite>
          <xsl:apply-templates select="*[not(self::tei:bibl)]" mode="block"><xsl:with-param name="in" select="'cite'"/></xsl:apply-templates>
          <xsl:apply-templates select="tei:bibl | tei:cit/tei:bibl" mode="author"/>
        </cite>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates select="*" mode="block"><xsl:with-param name="in" select="$in"/></xsl:apply-templates></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Verse -->
  <xsl:template match="tei:lg" mode="block">
    <poem>
      <xsl:call-template name="about"/>
      <xsl:apply-templates select="tei:head[1]" mode="title"/>
      <xsl:choose>
        <xsl:when test="tei:lg"><xsl:for-each select="*[not(&point;) and not(self::tei:head)]"><stanza><xsl:choose><xsl:when test="self::tei:lg"><xsl:call-template name="verses"/></xsl:when><xsl:otherwise><xsl:apply-templates select="." mode="verse"/></xsl:otherwise></xsl:choose></stanza></xsl:for-each></xsl:when>
        <xsl:otherwise><stanza><xsl:call-template name="verses"/></stanza></xsl:otherwise>
      </xsl:choose>
    </poem>
  </xsl:template>
  <xsl:template name="verses">
    <xsl:if test="parent::tei:lg"><xsl:apply-templates select="tei:head[1]" mode="title"/></xsl:if>
    <xsl:apply-templates select="*[not(&point;) and not(self::tei:head)]" mode="verse"/>
    <xsl:if test="not(*[not(&point;) and not(self::tei:head)])"><v/></xsl:if>
  </xsl:template>
  <xsl:template match="tei:l" mode="block">
    <xsl:variable name="before" select="preceding-sibling::*[1]"/>
    <xsl:if test="not($before/self::tei:l or ($before[&point;] and preceding-sibling::*[not(&point;)][1][self::tei:l]))">
      <poem><stanza>
        <xsl:apply-templates select=". | set:leading(following-sibling::*, following-sibling::*[not(self::tei:l or &point;)][1])[self::tei:l]" mode="verse"/>
      </stanza></poem>
    </xsl:if>
  </xsl:template>
  <xsl:template match="*" mode="verse"><v><xsl:call-template name="about"/><xsl:call-template name="page"/><xsl:apply-templates/><xsl:call-template name="page-behind"/></v></xsl:template>
  <xsl:template match="tei:stage" mode="verse"><v style="stage"><xsl:call-template name="page"/><xsl:apply-templates/></v></xsl:template>
  <xsl:template match="tei:lg" mode="verse"><xsl:apply-templates select="*[not(&point;)]" mode="verse"/></xsl:template>
  <xsl:template match="tei:note" mode="verse"><v><xsl:apply-templates select="."/></v></xsl:template>

  <xsl:template match="tei:sp" mode="block">
    <xsl:param name="in" select="'section'"/>
    <xsl:apply-templates select="*[not(&point;)]" mode="block"><xsl:with-param name="in" select="$in"/></xsl:apply-templates>
  </xsl:template>
  <xsl:template match="tei:stage" mode="block"><p><xsl:call-template name="about"/><xsl:call-template name="page"/><emphasis><xsl:apply-templates/></emphasis></p></xsl:template>

  <!-- FB2 has no lists: items are paragraphs that begin with their sign or number, and say what they are. -->
  <xsl:template match="tei:list" mode="block">
    <xsl:param name="in" select="'section'"/>
    <xsl:param name="style"/>
    <xsl:apply-templates select="tei:head" mode="block"><xsl:with-param name="in" select="$in"/></xsl:apply-templates>
    <xsl:for-each select="tei:item">
      <xsl:variable name="before" select="preceding-sibling::*[1]"/>
      <xsl:variable name="label" select="$before/self::tei:label | $before[&point;]/preceding-sibling::*[1]/self::tei:label"/>
      <xsl:call-template name="flow">
        <xsl:with-param name="in" select="$in"/>
        <xsl:with-param name="style" select="normalize-space(concat($style, ' item'))"/>
        <xsl:with-param name="sign">
          <xsl:for-each select="$label"><style name="label{substring(' first', 1, 6 * not(preceding-sibling::tei:item[1]))}"><strong><xsl:apply-templates/></strong><xsl:text> </xsl:text></style></xsl:for-each>
          <xsl:if test="not($label)"><style name="sign{substring(' first', 1, 6 * (position() = 1))}">
            <xsl:choose>
              <xsl:when test="../@type = 'ordered'"><xsl:value-of select="position() - 1 + number(concat(../@n, substring('1', 1, not(../@n))))"/><xsl:text>. </xsl:text></xsl:when>
              <xsl:otherwise><xsl:text>• </xsl:text></xsl:otherwise>
            </xsl:choose>
          </style></xsl:if>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="tei:table" mode="block">
    <xsl:param name="in" select="'section'"/>
    <xsl:apply-templates select="tei:head" mode="block"><xsl:with-param name="in" select="$in"/></xsl:apply-templates>
    <xsl:choose>
      <xsl:when test="$in = 'epigraph'"><xsl:for-each select="tei:row"><p><xsl:for-each select="tei:cell"><xsl:apply-templates/><xsl:text> </xsl:text></xsl:for-each></p></xsl:for-each></xsl:when>
      <xsl:when test="tei:row/tei:cell">
        <table>
          <xsl:call-template name="id"/>
          <xsl:for-each select="tei:row[tei:cell]"><tr><xsl:apply-templates select="tei:cell" mode="cell"/></tr></xsl:for-each>
        </table>
      </xsl:when>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="tei:cell" mode="cell">
    <xsl:variable name="name"><xsl:choose><xsl:when test="@role = 'label' or ../@role = 'label'">th</xsl:when><xsl:otherwise>td</xsl:otherwise></xsl:choose></xsl:variable>
    <xsl:element name="{$name}">
      <xsl:call-template name="about"/>
      <xsl:if test="@cols &gt; 1"><xsl:attribute name="colspan"><xsl:value-of select="@cols"/></xsl:attribute></xsl:if>
      <xsl:if test="@rows &gt; 1"><xsl:attribute name="rowspan"><xsl:value-of select="@rows"/></xsl:attribute></xsl:if>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="tei:figure" mode="block">
    <xsl:param name="in" select="'section'"/>
    <xsl:apply-templates select="tei:graphic" mode="block"><xsl:with-param name="in" select="$in"/></xsl:apply-templates>
    <xsl:for-each select="tei:head"><p><xsl:if test="../tei:graphic"><xsl:attribute name="style">caption</xsl:attribute></xsl:if><xsl:apply-templates/></p></xsl:for-each>
    <xsl:if test="not(tei:graphic)"><xsl:for-each select="tei:figDesc[normalize-space()]"><p><xsl:apply-templates/></p></xsl:for-each></xsl:if>
    <xsl:apply-templates select="*[not(self::tei:head or self::tei:figDesc or self::tei:graphic or &point;)]" mode="block"><xsl:with-param name="in" select="$in"/></xsl:apply-templates>
  </xsl:template>
  <!-- An image stands among blocks of a section, but for its first. -->
  <xsl:template match="tei:graphic" mode="block">
    <xsl:param name="in" select="'section'"/>
    <xsl:choose>
      <xsl:when test="$in = 'section' and (parent::tei:figure | self::tei:graphic[not(parent::tei:figure)])[last()]/preceding-sibling::*[1]/self::*[self::tei:p or self::tei:list or self::tei:quote or self::tei:table]"><image><xsl:call-template name="image"/></image></xsl:when>
      <xsl:otherwise><p><xsl:apply-templates select="."/></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:eg" mode="block">
    <!-- str:split leaves empty pieces out, so each line is given a sign of our own -->
    <xsl:for-each select="str:split(str:replace(concat('&#xE000;', .), '&#10;', '&#10;&#xE000;'), '&#10;')[. != '&#xE000;' or position() != last()]"><p style="code"><code><xsl:value-of select="translate(., '&#xE000;', '')"/></code></p></xsl:for-each>
  </xsl:template>
  <xsl:template match="tei:milestone" mode="block"><empty-line/></xsl:template>
  <xsl:template match="tei:milestone[contains(@rend, 'star') or contains(@rend, 'rule') or contains(@rend, '*')]" mode="block">
    <xsl:param name="in" select="'section'"/>
    <xsl:choose><xsl:when test="$in = 'epigraph'"><empty-line/></xsl:when><xsl:otherwise><subtitle>* * *</subtitle></xsl:otherwise></xsl:choose>
  </xsl:template>
  <xsl:template match="tei:pb | tei:cb | tei:lb | tei:gb | tei:anchor | tei:index | tei:fw" mode="block"/>
  <xsl:template match="tei:note" mode="block"><xsl:if test="not(&apart;)"><p><xsl:apply-templates select="."/></p></xsl:if></xsl:template>
  <xsl:template match="tei:div | tei:body | tei:text" mode="block">
    <xsl:param name="in" select="'section'"/>
    <xsl:apply-templates select="*[not(&point;)]" mode="block"><xsl:with-param name="in" select="$in"/></xsl:apply-templates>
  </xsl:template>
  <xsl:template match="*" mode="block"><p><xsl:call-template name="about"/><xsl:call-template name="page"/><xsl:apply-templates/></p></xsl:template>
</xsl:stylesheet>
