<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT
  TEI to FictionBook 2.1. FB2 has paragraphs, cites, poems and tables in sections, and notes in a body of their own;
  what else TEI has is written with its words as the nearest of these. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"
  xmlns:l="http://www.w3.org/1999/xlink" xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">
  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:param name="generator"/>
  <xsl:param name="genre"/>
  <xsl:strip-space elements="tei:TEI tei:teiHeader tei:text tei:front tei:body tei:back tei:div tei:group tei:list tei:table
    tei:row tei:lg tei:sp tei:cit tei:figure tei:epigraph tei:titlePage"/>

  <xsl:variable name="header" select="(//tei:teiHeader)[1]"/>
  <xsl:variable name="marks-left-out" select="$header//tei:quotation/@marks = 'none'"/>
  <xsl:key name="note" match="tei:note" use="@xml:id"/>
  <xsl:key name="pointer" match="tei:ref | tei:ptr" use="substring-after(@target, '#')"/>
  <xsl:key name="noted" match="tei:text//tei:note[starts-with(@target, '#')]" use="substring-after(@target, '#')"/>
  <!-- Blocks by the division that follows them, verse lines by what stands before them: runs without recursion. -->
  <xsl:key name="run" match="*[self::tei:p or not(self::tei:div or self::tei:div1 or self::tei:div2 or self::tei:epigraph or self::tei:head[not(preceding-sibling::tei:head)])]
    [parent::tei:front or parent::tei:body or parent::tei:back or parent::tei:div or parent::tei:div1 or parent::tei:group]"
    use="concat(generate-id(following-sibling::tei:div[1]), '|', generate-id(..))"/>
  <xsl:key name="verse" match="tei:l" use="concat(generate-id(preceding-sibling::*[not(self::tei:l)][1]), '|', generate-id(..))"/>
  <xsl:key name="id" match="*[@xml:id]" use="@xml:id"/>

  <xsl:template match="/">
    <FictionBook>
      <xsl:for-each select="*"><xsl:call-template name="description"/></xsl:for-each>
      <body>
        <xsl:for-each select="//tei:text[not(ancestor::tei:text)]">
          <xsl:call-template name="sections">
            <xsl:with-param name="content" select="tei:front/* | tei:body/* | tei:back/* | tei:group"/>
          </xsl:call-template>
        </xsl:for-each>
        <xsl:if test="not(//tei:text)"><section><xsl:apply-templates select="*" mode="block"/><empty-line/></section></xsl:if>
        <xsl:if test="//tei:text and not(//tei:text/tei:*/*)"><section><empty-line/></section></xsl:if>
      </body>
      <xsl:if test="//tei:text//tei:note">
        <body name="notes">
          <title><p>*</p></title>
          <xsl:apply-templates select="//tei:text//tei:note" mode="body"/>
        </body>
      </xsl:if>
    </FictionBook>
  </xsl:template>

  <!-- ============================================================ what is said about the book -->
  <xsl:template name="description">
    <xsl:variable name="file" select="$header/tei:fileDesc"/>
    <xsl:variable name="lang" select="string((@xml:lang | $header//tei:langUsage/tei:language/@ident)[1])"/>
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
        <xsl:variable name="created" select="$header//tei:creation/tei:date[1]"/>
        <xsl:if test="$created">
          <date>
            <xsl:if test="translate($created/@when, '0123456789', '') = '--'"><xsl:attribute name="value"><xsl:value-of select="$created/@when"/></xsl:attribute></xsl:if>
            <xsl:value-of select="normalize-space($created)"/>
            <xsl:if test="not(normalize-space($created))"><xsl:value-of select="$created/@when"/></xsl:if>
          </date>
        </xsl:if>
        <lang><xsl:value-of select="$lang"/><xsl:if test="not($lang)">und</xsl:if></lang>
        <xsl:for-each select="$file/tei:titleStmt/tei:editor[@role = 'translator' or @role = 'trl']"><translator><xsl:call-template name="person"/></translator></xsl:for-each>
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
    <xsl:variable name="known" select="$header//tei:keywords/tei:term[translate(., 'abcdefghijklmnopqrstuvwxyz_0123456789', '') = ''][contains(., '_')]"/>
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

  <!-- ============================================================ sections -->
  <!-- A section holds either sections or blocks: each run of blocks between divisions becomes a section. -->
  <xsl:template name="sections">
    <xsl:param name="content"/>
    <xsl:variable name="rest" select="$content[not(self::tei:epigraph or self::tei:head[not(preceding-sibling::tei:head)])]"/>
    <xsl:choose>
      <xsl:when test="$rest[self::tei:div or self::tei:div1 or self::tei:div2 or self::tei:text or self::tei:group]">
        <xsl:for-each select="$rest">
          <xsl:choose>
            <xsl:when test="self::tei:div or self::tei:div1 or self::tei:div2 or self::tei:text or self::tei:group"><xsl:apply-templates select="." mode="section"/></xsl:when>
            <xsl:when test="not(preceding-sibling::*[not(self::tei:epigraph or self::tei:head[not(preceding-sibling::tei:head)])][1][not(self::tei:div or self::tei:div1 or self::tei:div2 or self::tei:text or self::tei:group)])">
              <section>
                <xsl:apply-templates select="key('run', concat(generate-id(following-sibling::tei:div[1]), '|', generate-id(..)))" mode="block"/>
              </section>
            </xsl:when>
          </xsl:choose>
        </xsl:for-each>
      </xsl:when>
      <xsl:when test="self::tei:div or self::tei:div1 or self::tei:div2">
        <xsl:apply-templates select="$rest" mode="block"/>
        <xsl:if test="not($rest)"><empty-line/></xsl:if>
      </xsl:when>
      <xsl:when test="$content">
        <section>
          <xsl:apply-templates select="$content[self::tei:head][1]" mode="title"/>
          <xsl:apply-templates select="$content[self::tei:epigraph]" mode="epigraph"/>
          <xsl:apply-templates select="$rest" mode="block"/>
          <xsl:if test="not($rest)"><empty-line/></xsl:if>
        </section>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:div | tei:div1 | tei:div2" mode="section">
    <section>
      <xsl:call-template name="id"/>
      <xsl:if test="@xml:lang"><xsl:attribute name="xml:lang"><xsl:value-of select="@xml:lang"/></xsl:attribute></xsl:if>
      <xsl:apply-templates select="tei:head[1]" mode="title"/>
      <xsl:apply-templates select="tei:epigraph" mode="epigraph"/>
      <xsl:call-template name="sections"><xsl:with-param name="content" select="*[not(self::tei:head[not(preceding-sibling::tei:head)])]"/></xsl:call-template>
    </section>
  </xsl:template>
  <xsl:template match="tei:text | tei:group" mode="section">
    <section>
      <xsl:call-template name="sections"><xsl:with-param name="content" select="tei:front/* | tei:body/* | tei:back/* | tei:text | tei:group | tei:head"/></xsl:call-template>
    </section>
  </xsl:template>

  <xsl:template match="tei:head" mode="title">
    <title>
      <xsl:variable name="head" select="."/>
      <p><xsl:apply-templates select="node()[not(self::tei:lb) and not(preceding-sibling::tei:lb)]"/></p>
      <xsl:for-each select="tei:lb">
        <xsl:variable name="before" select="position()"/>
        <p><xsl:apply-templates select="$head/node()[not(self::tei:lb) and count(preceding-sibling::tei:lb) = $before]"/></p>
      </xsl:for-each>
    </title>
  </xsl:template>

  <xsl:template match="tei:epigraph" mode="epigraph">
    <epigraph>
      <xsl:apply-templates select="*[not(self::tei:bibl)]" mode="cited"/>
      <xsl:apply-templates select=".//tei:bibl" mode="author"/>
    </epigraph>
  </xsl:template>

  <!-- ============================================================ blocks -->
  <xsl:template match="tei:head | tei:trailer | tei:argument/tei:head" mode="block"><subtitle><xsl:apply-templates/></subtitle></xsl:template>
  <xsl:template match="tei:p[@rend = 'subtitle']" mode="block" priority="1"><subtitle><xsl:apply-templates/></subtitle></xsl:template>

  <!-- A paragraph that blocks stand in is broken there. -->
  <xsl:template match="tei:p | tei:ab" mode="block">
    <xsl:call-template name="paragraphs"/>
  </xsl:template>

  <xsl:template name="paragraphs">
    <xsl:param name="before"/>
    <xsl:variable name="blocks" select="tei:list | tei:table | tei:lg | tei:l | tei:sp | tei:p | tei:ab | tei:floatingText | tei:quote[tei:p or tei:lg or tei:l or tei:list]
      | tei:q[tei:p or tei:lg or tei:l] | tei:said[tei:p] | tei:cit[tei:quote[tei:p or tei:lg or tei:l]] | tei:figure[tei:p or tei:head or tei:table] | tei:eg | tei:epigraph"/>
    <xsl:choose>
      <xsl:when test="not($blocks)">
        <p>
          <xsl:call-template name="id"/>
          <xsl:if test="@xml:lang"><xsl:attribute name="xml:lang"><xsl:value-of select="@xml:lang"/></xsl:attribute></xsl:if>
          <xsl:value-of select="$before"/>
          <xsl:apply-templates/>
        </p>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="here" select="."/>
        <xsl:variable name="first" select="$blocks[1]"/>
        <xsl:call-template name="run-of-words">
          <xsl:with-param name="words" select="node()[not(preceding-sibling::node()[generate-id() = generate-id($first)]) and generate-id() != generate-id($first)]"/>
          <xsl:with-param name="before" select="$before"/>
        </xsl:call-template>
        <xsl:for-each select="$blocks">
          <xsl:apply-templates select="." mode="block"/>
          <xsl:variable name="at" select="position()"/>
          <xsl:variable name="next" select="$blocks[$at + 1]"/>
          <xsl:call-template name="run-of-words">
            <xsl:with-param name="words" select="following-sibling::node()[not($next) or following-sibling::node()[generate-id() = generate-id($next)]]"/>
          </xsl:call-template>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="run-of-words">
    <xsl:param name="words"/>
    <xsl:param name="before"/>
    <xsl:if test="$words[self::* or normalize-space()]">
      <p><xsl:value-of select="$before"/><xsl:apply-templates select="$words"/></p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:quote | tei:q | tei:said" mode="block">
    <cite><xsl:call-template name="id"/><xsl:call-template name="cited"/></cite>
  </xsl:template>
  <xsl:template match="tei:cit" mode="block">
    <cite>
      <xsl:call-template name="id"/>
      <xsl:for-each select="tei:quote | tei:q"><xsl:call-template name="cited"/></xsl:for-each>
      <xsl:apply-templates select="tei:bibl | tei:ref" mode="author"/>
    </cite>
  </xsl:template>
  <xsl:template match="tei:epigraph" mode="block">
    <cite><xsl:apply-templates select="*[not(self::tei:bibl)]" mode="cited"/><xsl:apply-templates select=".//tei:bibl" mode="author"/></cite>
  </xsl:template>
  <xsl:template match="tei:bibl | tei:ref" mode="author"><text-author><xsl:apply-templates/></text-author></xsl:template>

  <!-- A cite does not hold another. -->
  <xsl:template name="cited">
    <xsl:choose>
      <xsl:when test="tei:p | tei:lg | tei:l | tei:list | tei:quote | tei:q[tei:p] | tei:ab | tei:table | tei:cit | tei:figure | tei:floatingText | tei:sp | tei:label | tei:div"><xsl:apply-templates select="*" mode="cited"/></xsl:when>
      <xsl:otherwise><p><xsl:apply-templates/></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="tei:quote | tei:q | tei:said | tei:cit" mode="cited"><xsl:call-template name="cited"/></xsl:template>
  <xsl:template match="tei:cit" mode="cited" priority="1">
    <xsl:apply-templates select="*[not(self::tei:bibl)]" mode="cited"/>
    <xsl:if test="not(ancestor::tei:epigraph)"><xsl:apply-templates select="tei:bibl" mode="block"/></xsl:if>
  </xsl:template>
  <xsl:template match="*" mode="cited"><xsl:apply-templates select="." mode="block"/></xsl:template>

  <xsl:template match="tei:lg" mode="block">
    <poem>
      <xsl:call-template name="id"/>
      <xsl:apply-templates select="tei:head[1]" mode="title"/>
      <xsl:choose>
        <xsl:when test="tei:lg">
          <xsl:for-each select="tei:lg"><stanza><xsl:apply-templates select=".//tei:l | .//tei:stage[not(ancestor::tei:l)]" mode="verse"/></stanza></xsl:for-each>
          <xsl:if test="tei:l"><stanza><xsl:apply-templates select="tei:l" mode="verse"/></stanza></xsl:if>
        </xsl:when>
        <xsl:otherwise><stanza><xsl:apply-templates select="*[not(self::tei:head or self::tei:pb or self::tei:cb or self::tei:fw or self::tei:note)]" mode="verse"/><xsl:if test="not(tei:l)"><v/></xsl:if></stanza></xsl:otherwise>
      </xsl:choose>
    </poem>
  </xsl:template>
  <xsl:template match="tei:l" mode="block">
    <xsl:if test="not(preceding-sibling::*[1][self::tei:l])">
      <poem><stanza><xsl:apply-templates select="key('verse', concat(generate-id(preceding-sibling::*[1]), '|', generate-id(..)))" mode="verse"/></stanza></poem>
    </xsl:if>
  </xsl:template>
  <xsl:template match="*" mode="verse"><v><xsl:call-template name="id"/><xsl:apply-templates/></v></xsl:template>

  <!-- FB2 has no lists: items are paragraphs that begin with their sign or number. -->
  <xsl:template match="tei:list" mode="block">
    <xsl:apply-templates select="tei:head" mode="block"/>
    <xsl:for-each select="tei:item">
      <xsl:variable name="label" select="preceding-sibling::*[1][self::tei:label]"/>
      <xsl:variable name="sign">
        <xsl:choose>
          <xsl:when test="$label"><xsl:value-of select="normalize-space($label)"/><xsl:text> — </xsl:text></xsl:when>
          <xsl:when test="@n"><xsl:value-of select="@n"/><xsl:text> </xsl:text></xsl:when>
          <xsl:when test="../@type = 'ordered'"><xsl:value-of select="count(preceding-sibling::tei:item) + 1"/><xsl:text>. </xsl:text></xsl:when>
          <xsl:otherwise><xsl:text>• </xsl:text></xsl:otherwise>
        </xsl:choose>
      </xsl:variable>
      <xsl:choose>
        <xsl:when test="tei:p">
          <xsl:for-each select="tei:p[1]"><xsl:call-template name="paragraphs"><xsl:with-param name="before" select="$sign"/></xsl:call-template></xsl:for-each>
          <xsl:apply-templates select="*[position() &gt; 1 or not(self::tei:p)]" mode="block"/>
        </xsl:when>
        <xsl:otherwise><xsl:call-template name="paragraphs"><xsl:with-param name="before" select="$sign"/></xsl:call-template></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="tei:table" mode="block">
    <xsl:apply-templates select="tei:head" mode="block"/>
    <table>
      <xsl:call-template name="id"/>
      <xsl:for-each select="tei:row">
        <tr>
          <xsl:for-each select="tei:cell">
            <xsl:variable name="name"><xsl:choose><xsl:when test="@role = 'label' or ../@role = 'label'">th</xsl:when><xsl:otherwise>td</xsl:otherwise></xsl:choose></xsl:variable>
            <xsl:element name="{$name}" namespace="http://www.gribuser.ru/xml/fictionbook/2.0">
              <xsl:if test="@cols &gt; 1"><xsl:attribute name="colspan"><xsl:value-of select="@cols"/></xsl:attribute></xsl:if>
              <xsl:if test="@rows &gt; 1"><xsl:attribute name="rowspan"><xsl:value-of select="@rows"/></xsl:attribute></xsl:if>
              <xsl:apply-templates/>
            </xsl:element>
          </xsl:for-each>
        </tr>
      </xsl:for-each>
    </table>
  </xsl:template>

  <xsl:template match="tei:figure" mode="block">
    <xsl:for-each select="tei:head | tei:figDesc[normalize-space()]"><p><xsl:apply-templates/></p></xsl:for-each>
    <xsl:apply-templates select="*[not(self::tei:head or self::tei:figDesc or self::tei:graphic)]" mode="block"/>
  </xsl:template>

  <xsl:template match="tei:sp" mode="block"><xsl:apply-templates select="*" mode="block"/></xsl:template>
  <xsl:template match="tei:speaker" mode="block"><subtitle><xsl:apply-templates/></subtitle></xsl:template>
  <xsl:template match="tei:milestone[@unit = 'section' or @rend]" mode="block"><empty-line/></xsl:template>
  <xsl:template match="tei:pb | tei:cb | tei:lb | tei:milestone | tei:gb | tei:anchor | tei:index | tei:fw" mode="block"/>
  <!-- A note among blocks that a mark leads to stands in the notes; another gets a mark of its own. -->
  <xsl:template match="tei:note" mode="block">
    <xsl:if test="not((self::tei:note[parent::tei:div or parent::tei:body or parent::tei:back or parent::tei:front or parent::tei:noteGrp or parent::tei:div1 or parent::tei:item]) and key('pointer', @xml:id)) and not(starts-with(@target, '#') and key('id', substring(@target, 2)))"><p><xsl:apply-templates select="."/></p></xsl:if>
  </xsl:template>
  <!-- Whatever holds blocks is passed through, whatever holds words is a paragraph. -->
  <xsl:template match="*" mode="block">
    <xsl:choose>
      <xsl:when test="*[not(self::tei:note)] and not(text()[normalize-space()])"><xsl:apply-templates select="*" mode="block"/></xsl:when>
      <xsl:when test="node()"><xsl:call-template name="paragraphs"/></xsl:when>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="tei:hi | tei:ref | tei:emph | tei:seg | tei:bibl | tei:name | tei:persName | tei:title | tei:date | tei:foreign | tei:code | tei:stage | tei:byline | tei:dateline | tei:salute | tei:signed | tei:term | tei:label" mode="block">
    <p><xsl:apply-templates select="."/></p>
  </xsl:template>

  <!-- ============================================================ words -->
  <xsl:template match="tei:emph | tei:hi[contains(@rend, 'italic')] | tei:foreign | tei:title | tei:mentioned | tei:term | tei:stage"><emphasis><xsl:apply-templates/></emphasis></xsl:template>
  <xsl:template match="tei:hi"><xsl:apply-templates/></xsl:template>
  <xsl:template match="tei:hi[contains(@rend, 'bold')] | tei:emph[contains(@rend, 'bold')]" priority="1"><strong><xsl:apply-templates/></strong></xsl:template>
  <xsl:template match="tei:hi[contains(@rend, 'super') or @rend = 'sup']" priority="1"><sup><xsl:apply-templates/></sup></xsl:template>
  <xsl:template match="tei:hi[contains(@rend, 'sub') and not(contains(@rend, 'subtitle'))]" priority="1"><sub><xsl:apply-templates/></sub></xsl:template>
  <xsl:template match="tei:hi[contains(@rend, 'strike')] | tei:del" priority="1"><strikethrough><xsl:apply-templates/></strikethrough></xsl:template>
  <xsl:template match="tei:hi[contains(@rend, 'small-caps') or contains(@rend, 'smallcaps')]" priority="1"><style name="small-caps"><xsl:apply-templates/></style></xsl:template>
  <xsl:template match="tei:code | tei:eg | tei:gi | tei:ident"><code><xsl:apply-templates/></code></xsl:template>
  <xsl:template match="tei:q | tei:quote | tei:said | tei:soCalled">
    <style name="quote">
      <xsl:if test="$marks-left-out">“</xsl:if>
      <xsl:apply-templates/>
      <xsl:if test="$marks-left-out">”</xsl:if>
    </style>
  </xsl:template>
  <xsl:template match="tei:choice"><xsl:apply-templates select="(tei:corr | tei:reg | tei:expan | tei:sic | tei:orig | tei:abbr)[1]"/></xsl:template>
  <xsl:template match="tei:lb"><xsl:if test="not(@break = 'no')"><xsl:text> </xsl:text></xsl:if></xsl:template>
  <xsl:template match="tei:p | tei:l | tei:item | tei:ab"><xsl:if test="preceding-sibling::*"><xsl:text> </xsl:text></xsl:if><xsl:apply-templates/></xsl:template>
  <xsl:template match="tei:pb | tei:cb | tei:gb | tei:fw | tei:graphic | tei:milestone | tei:index"/>
  <xsl:template match="tei:figure"><xsl:apply-templates select="tei:head/node() | tei:figDesc/node()"/></xsl:template>
  <xsl:template match="tei:anchor | tei:seg[@xml:id][not(node())]">
    <xsl:for-each select="key('noted', @xml:id)[1]"><xsl:call-template name="mark"/></xsl:for-each>
  </xsl:template>

  <xsl:template match="tei:ref | tei:ptr">
    <xsl:variable name="note" select="key('note', substring-after(@target, '#'))[1]"/>
    <xsl:variable name="noted" select="key('noted', @xml:id)[1]"/>
    <xsl:choose>
      <xsl:when test="starts-with(@target, '#') and $note">
        <xsl:variable name="words" select="normalize-space()"/>
        <xsl:for-each select="$note"><xsl:call-template name="mark"><xsl:with-param name="words" select="$words"/></xsl:call-template></xsl:for-each>
      </xsl:when>
      <xsl:when test="@xml:id and $noted"><xsl:for-each select="$noted"><xsl:call-template name="mark"/></xsl:for-each></xsl:when>
      <xsl:when test="not(@target) or (starts-with(@target, '#') and not(key('id', substring(@target, 2))))"><xsl:apply-templates/></xsl:when>
      <xsl:when test="ancestor::tei:ref or not(node())"><xsl:apply-templates/></xsl:when>
      <xsl:otherwise><a l:href="{@target}"><xsl:apply-templates/></a></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ============================================================ notes -->
  <xsl:template match="tei:note">
    <xsl:if test="not((self::tei:note[parent::tei:div or parent::tei:body or parent::tei:back or parent::tei:front or parent::tei:noteGrp or parent::tei:div1 or parent::tei:item]) and key('pointer', @xml:id)) and not(starts-with(@target, '#') and key('id', substring(@target, 2)))"><xsl:call-template name="mark"/></xsl:if>
  </xsl:template>

  <xsl:template name="mark">
    <xsl:param name="words"/>
    <a type="note">
      <xsl:attribute name="l:href">#<xsl:call-template name="note-id"/></xsl:attribute>
      <xsl:choose>
        <xsl:when test="$words"><xsl:value-of select="$words"/></xsl:when>
        <xsl:otherwise>[<xsl:call-template name="note-label"/>]</xsl:otherwise>
      </xsl:choose>
    </a>
  </xsl:template>
  <xsl:template name="note-id">
    <xsl:choose>
      <xsl:when test="@xml:id"><xsl:value-of select="@xml:id"/></xsl:when>
      <xsl:otherwise>note_<xsl:number level="any" count="tei:text//tei:note"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="note-label">
    <xsl:choose>
      <xsl:when test="@n"><xsl:value-of select="@n"/></xsl:when>
      <xsl:otherwise><xsl:number level="any" count="tei:text//tei:note"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:note" mode="body">
    <section>
      <xsl:attribute name="id"><xsl:call-template name="note-id"/></xsl:attribute>
      <xsl:if test="@xml:lang"><xsl:attribute name="xml:lang"><xsl:value-of select="@xml:lang"/></xsl:attribute></xsl:if>
      <title><p><xsl:call-template name="note-label"/></p></title>
      <xsl:choose>
        <xsl:when test="tei:p | tei:list | tei:quote[tei:p] | tei:cit | tei:lg | tei:table | tei:l | tei:ab"><xsl:call-template name="mixed"/></xsl:when>
        <xsl:otherwise><p><xsl:apply-templates/></p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>
  <xsl:template name="mixed"><xsl:call-template name="paragraphs"/></xsl:template>

  <xsl:template name="id"><xsl:if test="@xml:id"><xsl:attribute name="id"><xsl:value-of select="@xml:id"/></xsl:attribute></xsl:if></xsl:template>
</xsl:stylesheet>
