<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT
  DocBook to TEI: the frame, divisions and blocks. What has no template is passed through: its blocks as blocks, its words
  as words. Documents of versions before 5, which are in no namespace, are put into it first. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.tei-c.org/ns/1.0"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xi="http://www.w3.org/2001/XInclude" xmlns:set="http://exslt.org/sets"
  xmlns:exsl="http://exslt.org/common" xmlns:str="http://exslt.org/strings" exclude-result-prefixes="db xi set exsl str">
  <xsl:include href="read-words.xsl"/>
  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="db:book db:article db:chapter db:section db:sect1 db:sect2 db:sect3 db:sect4 db:sect5 db:part db:preface
    db:appendix db:info db:author db:authorgroup db:personname db:itemizedlist db:orderedlist db:listitem db:variablelist db:varlistentry
    db:table db:informaltable db:tgroup db:thead db:tbody db:tfoot db:row db:tr db:mediaobject db:imageobject db:figure db:informalfigure
    db:blockquote db:epigraph db:footnote db:note db:tip db:warning db:caution db:important db:example db:glossary db:glosslist
    db:glossentry db:bibliography db:procedure db:step db:qandaset db:qandaentry db:question db:answer db:abstract db:simplelist db:set
    db:refentry db:refnamediv db:refsynopsisdiv db:refsection db:refsect1 db:refsect2 db:refsect3 db:sidebar db:calloutlist db:callout db:annotation"/>

  <xsl:template match="/">
    <xsl:choose>
      <xsl:when test="db:*"><xsl:apply-templates select="*" mode="whole"/></xsl:when>
      <xsl:when test="*[namespace-uri() = ''][title or articleinfo or bookinfo or chapter or sect1 or section or para or refnamediv or book or article or set or simpara or partintro or preface]">
        <xsl:variable name="five"><xsl:apply-templates select="*" mode="five"/></xsl:variable>
        <xsl:apply-templates select="exsl:node-set($five)/*" mode="whole"/>
      </xsl:when>
      <xsl:otherwise><xsl:message terminate="yes">error: this is no document of DocBook</xsl:message></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- DocBook 4 as DocBook 5. -->
  <xsl:template match="*" mode="five">
    <xsl:variable name="name"><xsl:choose>
      <xsl:when test="self::bookinfo or self::articleinfo or self::chapterinfo or self::sectioninfo or self::sect1info or self::sect2info or self::sect3info or self::prefaceinfo
        or self::appendixinfo or self::partinfo or self::setinfo or self::refentryinfo or self::blockinfo or self::objectinfo">info</xsl:when>
      <xsl:when test="self::ulink">link</xsl:when>
      <xsl:when test="self::sgmltag">tag</xsl:when>
      <xsl:when test="self::isbn">biblioid</xsl:when>
      <xsl:when test="self::lot or self::lotentry or self::toc or self::tocentry">index</xsl:when>
      <xsl:otherwise><xsl:value-of select="local-name()"/></xsl:otherwise>
    </xsl:choose></xsl:variable>
    <xsl:choose>
      <xsl:when test="namespace-uri() != ''"><xsl:copy-of select="."/></xsl:when>
      <xsl:otherwise>
        <xsl:element name="{$name}" namespace="http://docbook.org/ns/docbook">
          <xsl:copy-of select="@*[not(local-name() = 'id' or local-name() = 'lang')] | @xml:id | @xml:lang"/>
          <xsl:if test="@id"><xsl:attribute name="xml:id"><xsl:value-of select="@id"/></xsl:attribute></xsl:if>
          <xsl:if test="@lang"><xsl:attribute name="xml:lang"><xsl:value-of select="@lang"/></xsl:attribute></xsl:if>
          <xsl:if test="self::ulink"><xsl:attribute name="xlink:href" namespace="http://www.w3.org/1999/xlink"><xsl:value-of select="@url"/></xsl:attribute></xsl:if>
          <xsl:if test="self::isbn"><xsl:attribute name="class">isbn</xsl:attribute></xsl:if>
          <xsl:apply-templates mode="five"/>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="processing-instruction()" mode="five"><xsl:copy/></xsl:template>

  <xsl:template match="*" mode="whole">
    <TEI>
      <xsl:copy-of select="@xml:lang"/>
      <teiHeader>
        <xsl:variable name="info" select="db:info"/>
        <fileDesc>
          <titleStmt>
            <xsl:for-each select="(db:title | $info/db:title)[1]"><title><xsl:value-of select="normalize-space()"/></title></xsl:for-each>
            <xsl:if test="not(db:title | $info/db:title)"><title/></xsl:if>
            <xsl:for-each select="(db:subtitle | $info/db:subtitle)[1]"><title type="sub"><xsl:value-of select="normalize-space()"/></title></xsl:for-each>
            <xsl:for-each select="$info//db:author"><author><xsl:call-template name="person"/></author></xsl:for-each>
            <xsl:for-each select="$info//db:editor"><editor><xsl:call-template name="person"/></editor></xsl:for-each>
            <xsl:for-each select="$info//db:othercredit"><editor><xsl:if test="@class"><xsl:attribute name="role"><xsl:value-of select="@class"/></xsl:attribute></xsl:if><xsl:call-template name="person"/></editor></xsl:for-each>
          </titleStmt>
          <publicationStmt>
            <xsl:choose>
              <xsl:when test="$info/db:publisher | $info/db:publishername">
                <publisher><xsl:value-of select="normalize-space(($info/db:publisher/db:publishername | $info/db:publishername)[1])"/></publisher>
                <xsl:for-each select="($info/db:pubdate | $info/db:date)[1]"><date><xsl:value-of select="normalize-space()"/></date></xsl:for-each>
                <xsl:for-each select="$info/db:biblioid"><idno><xsl:if test="@class"><xsl:attribute name="type"><xsl:value-of select="@class"/></xsl:attribute></xsl:if><xsl:value-of select="normalize-space()"/></idno></xsl:for-each>
              </xsl:when>
              <xsl:otherwise><p/></xsl:otherwise>
            </xsl:choose>
          </publicationStmt>
          <sourceDesc><p/></sourceDesc>
        </fileDesc>
        <xsl:if test="$info//db:keyword or $info/db:abstract or @xml:lang">
          <profileDesc>
            <xsl:if test="$info/db:abstract"><abstract><xsl:for-each select="$info/db:abstract//db:para | $info/db:abstract//db:simpara"><p><xsl:value-of select="normalize-space()"/></p></xsl:for-each></abstract></xsl:if>
            <xsl:if test="@xml:lang"><langUsage><language ident="{@xml:lang}"/></langUsage></xsl:if>
            <xsl:if test="$info//db:keyword"><textClass><keywords><xsl:for-each select="$info//db:keyword"><term><xsl:value-of select="normalize-space()"/></term></xsl:for-each></keywords></textClass></xsl:if></profileDesc>
        </xsl:if>
      </teiHeader>
      <text>
        <body>
          <xsl:choose>
            <xsl:when test="self::db:refentry or self::db:chapter or self::db:section or self::db:sect1 or self::db:appendix or self::db:preface"><xsl:apply-templates select="."/></xsl:when>
            <xsl:otherwise><xsl:apply-templates select="*[not(self::db:info or self::db:title or self::db:subtitle or self::db:titleabbrev)]"/></xsl:otherwise>
          </xsl:choose>
          <xsl:if test="not(*[not(self::db:info or self::db:title)])"><p/></xsl:if>
        </body>
      </text>
    </TEI>
  </xsl:template>

  <xsl:template name="person">
    <xsl:choose>
      <xsl:when test=".//db:surname"><xsl:value-of select="normalize-space(concat(.//db:firstname | .//db:givenname, ' ', .//db:surname))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="normalize-space(.//db:personname | .//db:orgname)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Divisions -->
  <xsl:template match="db:part | db:chapter | db:preface | db:appendix | db:article | db:book | db:section | db:sect1 | db:sect2 | db:sect3 | db:sect4 | db:sect5
      | db:simplesect | db:dedication | db:acknowledgements | db:colophon | db:glossary | db:bibliography | db:index | db:refentry | db:partintro | db:set | db:reference
      | db:refsection | db:refsect1 | db:refsect2 | db:refsect3 | db:refsynopsisdiv | db:bibliodiv | db:glossdiv | db:indexdiv">
    <div>
      <xsl:if test="@role and (self::db:section or self::db:sect1)"><xsl:attribute name="type"><xsl:value-of select="@role"/></xsl:attribute></xsl:if>
      <xsl:if test="not(starts-with(local-name(), 'refs') or self::db:section or self::db:sect1 or self::db:sect2 or self::db:sect3 or self::db:sect4 or self::db:sect5 or self::db:simplesect)">
        <xsl:attribute name="type"><xsl:value-of select="local-name()"/></xsl:attribute>
      </xsl:if>
      <xsl:call-template name="common"/>
      <xsl:apply-templates select="db:info/db:title | db:info/db:subtitle"/>
      <xsl:apply-templates select="*[not(self::db:info)]"/>
    </div>
  </xsl:template>
  <xsl:template match="db:refnamediv"><head><xsl:for-each select="db:refname"><xsl:if test="position() &gt; 1">, </xsl:if><xsl:apply-templates/></xsl:for-each></head><xsl:for-each select="db:refpurpose"><p><xsl:apply-templates/></p></xsl:for-each></xsl:template>
  <xsl:template match="db:refmeta"/>
  <xsl:template match="db:refentry/db:title" priority="2"/>
  <xsl:template match="db:section/db:title[not(node())] | db:sect1/db:title[not(node())]" priority="2"/>
  <xsl:template match="db:title | db:bridgehead"><head><xsl:call-template name="common"/><xsl:apply-templates/></head></xsl:template>
  <xsl:template match="db:bridgehead" priority="1"><ab type="head"><xsl:call-template name="common"/><xsl:apply-templates/></ab></xsl:template>
  <xsl:template match="db:subtitle"><head type="sub"><xsl:apply-templates/></head></xsl:template>
  <xsl:template match="db:info | db:titleabbrev | db:indexterm"/>

  <!-- Blocks -->
  <xsl:template match="xi:include | xi:fallback"><xsl:message>warning: what "<xsl:value-of select="@href"/>" holds was not put in; put the parts together first</xsl:message></xsl:template>
  <xsl:template match="db:sidebar[@role = 'speech']" priority="1"><sp><xsl:call-template name="common"/><xsl:for-each select="db:title"><speaker><xsl:apply-templates/></speaker></xsl:for-each><xsl:apply-templates select="*[not(self::db:title)]"/></sp></xsl:template>
  <!-- One template, since libxslt counts the siblings of each element that a pattern with a condition may match. -->
  <xsl:template match="db:para | db:simpara">
    <xsl:choose>
      <xsl:when test="@role = 'milestone' and translate(normalize-space(), '* ', '') = ''"><milestone unit="section"><xsl:attribute name="rend"><xsl:choose><xsl:when test="node()">rule</xsl:when><xsl:otherwise>blank</xsl:otherwise></xsl:choose></xsl:attribute></milestone></xsl:when>
      <xsl:when test="@role = 'none' and not(node())"/>
      <xsl:when test="@role = 'stage'"><stage><xsl:call-template name="common"/><xsl:apply-templates/></stage></xsl:when>
      <xsl:otherwise><p><xsl:call-template name="common"/><xsl:apply-templates/></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="db:formalpara"><p><xsl:call-template name="common"/><hi rend="bold"><xsl:apply-templates select="db:title/node()"/></hi><xsl:text> </xsl:text><xsl:apply-templates select="db:para/node()"/></p></xsl:template>
  <xsl:template match="db:blockquote">
    <xsl:if test="@role = 'epigraph'"><xsl:call-template name="epigraph"/></xsl:if>
    <xsl:variable name="name"><xsl:choose><xsl:when test="@role = 'q' or @role = 'said'"><xsl:value-of select="@role"/></xsl:when><xsl:otherwise>quote</xsl:otherwise></xsl:choose></xsl:variable>
    <xsl:choose>
      <xsl:when test="@role = 'epigraph'"/>
      <xsl:when test="db:attribution">
        <cit><xsl:call-template name="common"/><xsl:element name="{$name}"><xsl:apply-templates select="*[not(self::db:attribution)]"/></xsl:element><xsl:apply-templates select="db:attribution"/></cit>
      </xsl:when>
      <xsl:otherwise><xsl:element name="{$name}"><xsl:call-template name="common"/><xsl:apply-templates/></xsl:element></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="db:attribution"><bibl><xsl:call-template name="common"/><xsl:apply-templates/></bibl></xsl:template>
  <xsl:template match="db:epigraph" name="epigraph">
    <epigraph>
      <xsl:call-template name="common"/>
      <xsl:choose>
        <xsl:when test="db:attribution"><cit><quote><xsl:apply-templates select="*[not(self::db:attribution)]"/></quote><xsl:apply-templates select="db:attribution"/></cit></xsl:when>
        <xsl:otherwise><quote><xsl:apply-templates/></quote></xsl:otherwise>
      </xsl:choose>
    </epigraph>
  </xsl:template>
  <xsl:template match="db:itemizedlist | db:orderedlist | db:procedure | db:simplelist | db:substeps | db:calloutlist">
    <list type="bulleted">
      <xsl:if test="self::db:orderedlist or self::db:procedure or self::db:substeps"><xsl:attribute name="type">ordered</xsl:attribute></xsl:if>
      <xsl:if test="@startingnumber"><xsl:attribute name="n"><xsl:value-of select="@startingnumber"/></xsl:attribute></xsl:if>
      <xsl:call-template name="common"/><xsl:apply-templates/>
    </list>
  </xsl:template>
  <xsl:template match="db:listitem | db:step | db:callout"><item><xsl:call-template name="common"/><xsl:call-template name="plain"/></item></xsl:template>
  <xsl:template match="db:member"><item><xsl:apply-templates/></item></xsl:template>
  <!-- What holds one paragraph and nothing else holds its words. -->
  <xsl:template name="plain">
    <xsl:choose>
      <xsl:when test="count(*) = 1 and db:simpara"><xsl:apply-templates select="db:simpara/node()"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="db:variablelist | db:glosslist">
    <list type="gloss"><xsl:call-template name="common"/><xsl:apply-templates select="db:title"/><xsl:apply-templates select="db:varlistentry | db:glossentry"/></list>
  </xsl:template>
  <xsl:template match="db:varlistentry | db:glossentry">
    <label><xsl:for-each select="(db:term | db:glossterm)[1]"><xsl:call-template name="common"/></xsl:for-each><xsl:for-each select="db:term | db:glossterm"><xsl:if test="position() &gt; 1">, </xsl:if><xsl:apply-templates/></xsl:for-each></label>
    <item><xsl:for-each select="db:listitem | db:glossdef"><xsl:call-template name="plain"/></xsl:for-each></item>
  </xsl:template>
  <xsl:template match="db:programlisting | db:screen | db:synopsis | db:cmdsynopsis | db:funcsynopsis" name="verbatim">
    <eg><xsl:call-template name="common"/><xsl:if test="@language"><xsl:attribute name="n"><xsl:value-of select="@language"/></xsl:attribute></xsl:if><xsl:apply-templates mode="verbatim"/></eg>
  </xsl:template>
  <xsl:template match="text()" mode="verbatim"><xsl:value-of select="."/></xsl:template>
  <xsl:template match="db:footnote | db:footnoteref | db:annotation" mode="verbatim"><xsl:apply-templates select="."/></xsl:template>
  <xsl:template match="db:programlistingco | db:screenco"><xsl:apply-templates select="*[not(self::db:areaspec)]"/></xsl:template>

  <!-- Lines are verse: ends of lines are found first, then what stands between them is put together. -->
  <xsl:template match="db:literallayout | db:address">
    <xsl:choose><xsl:when test="@class = 'monospaced'"><xsl:call-template name="verbatim"/></xsl:when><xsl:otherwise><xsl:call-template name="verse"/></xsl:otherwise></xsl:choose>
  </xsl:template>
  <xsl:template name="verse">
    <xsl:variable name="cut"><line xmlns=""/><xsl:apply-templates mode="line"/></xsl:variable>
    <xsl:variable name="ends" select="exsl:node-set($cut)/line"/>
    <xsl:variable name="role" select="@role"/>
    <xsl:variable name="lines">
      <xsl:for-each select="$ends">
        <xsl:variable name="at" select="position()"/>
        <xsl:variable name="words" select="set:leading(following-sibling::node(), $ends[$at + 1])"/>
        <xsl:choose>
          <xsl:when test="not($words[self::* or normalize-space()])"><empty xmlns=""/></xsl:when>
          <xsl:when test="$words[self::stage] and not($words[not(self::stage)][self::* or normalize-space()])"><stage><xsl:copy-of select="$words/node()"/></stage></xsl:when>
          <xsl:when test="$words[self::head] and not($words[not(self::head)][self::* or normalize-space()])"><head><xsl:copy-of select="$words/node()"/></head></xsl:when>
          <xsl:when test="not($words[self::*[not(local-name() = 'pb' or local-name() = 'anchor')] or normalize-space()])"><xsl:copy-of select="$words/self::*"/></xsl:when>
          <xsl:otherwise><l><xsl:copy-of select="$words"/></l></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="all" select="exsl:node-set($lines)/*"/>
    <xsl:choose>
      <xsl:when test="$role = 'lines'"><xsl:copy-of select="$all[not(self::empty)]"/></xsl:when>
      <xsl:when test="not($all[self::empty][preceding-sibling::*[1][not(self::empty)] and following-sibling::*[not(self::empty)]])"><lg><xsl:call-template name="common"/><xsl:copy-of select="$all[not(self::empty)]"/></lg></xsl:when>
      <xsl:otherwise>
        <lg>
          <xsl:call-template name="common"/>
          <xsl:for-each select="$all[not(self::empty)][not(preceding-sibling::*[1]/self::*[not(self::empty)])]">
            <lg><xsl:copy-of select=". | set:leading(following-sibling::*, following-sibling::empty[1])"/></lg>
          </xsl:for-each>
        </lg>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="text()" mode="line">
    <!-- str:split leaves empty pieces out, so each end of line is given a sign of our own -->
    <xsl:for-each select="str:split(str:replace(string(.), '&#10;', '&#10;&#xE000;'), '&#10;')">
      <xsl:if test="starts-with(., '&#xE000;')"><line xmlns=""/></xsl:if><xsl:value-of select="translate(., '&#xE000;', '')"/>
    </xsl:for-each>
  </xsl:template>
  <xsl:template match="db:note | db:tip | db:warning | db:caution | db:important | db:example | db:sidebar | db:informalexample | db:qandaset | db:qandaentry">
    <floatingText type="{local-name()}"><body><xsl:apply-templates/></body></floatingText>
  </xsl:template>
  <xsl:template match="db:example | db:informalexample | db:qandaset | db:qandaentry | db:qandadiv | db:question | db:answer" priority="1">
    <xsl:for-each select="db:title"><p rend="subtitle"><xsl:apply-templates/></p></xsl:for-each><xsl:apply-templates select="*[not(self::db:title)]"/>
  </xsl:template>

  <xsl:template match="db:figure | db:informalfigure"><figure><xsl:call-template name="common"/><xsl:apply-templates select="db:title"/><xsl:apply-templates select="*[not(self::db:title or self::db:info)]" mode="figure"/></figure></xsl:template>
  <xsl:template match="db:mediaobject | db:inlinemediaobject"><figure><xsl:call-template name="common"/><xsl:apply-templates select="." mode="inside"/></figure></xsl:template>
  <xsl:template match="db:mediaobject" mode="figure"><xsl:apply-templates select="." mode="inside"/></xsl:template>
  <xsl:template match="*" mode="figure"><xsl:apply-templates select="."/></xsl:template>
  <xsl:template match="*" mode="inside">
    <xsl:variable name="alt" select="normalize-space((db:textobject/db:phrase | db:alt)[1])"/>
    <xsl:for-each select="(.//db:imagedata)[1]">
      <!-- What is said in the place of an image is no text of the document: TEI has no attribute for it. -->
      <graphic url="{@fileref}"><xsl:if test="$alt"><xsl:processing-instruction name="pecia-alt"><xsl:value-of select="$alt"/></xsl:processing-instruction></xsl:if></graphic>
    </xsl:for-each>
    <xsl:for-each select="db:textobject/*[not(self::db:phrase)]"><xsl:apply-templates select="."/></xsl:for-each>
    <xsl:for-each select="db:caption"><xsl:apply-templates select="."/></xsl:for-each>
  </xsl:template>

  <xsl:template match="db:table | db:informaltable"><table><xsl:call-template name="common"/><xsl:apply-templates select="db:title | db:caption"/><xsl:apply-templates select=".//db:row | .//db:tr"/></table></xsl:template>
  <xsl:template match="db:caption"><head><xsl:apply-templates/></head></xsl:template>
  <xsl:template match="db:row | db:tr"><row><xsl:if test="parent::db:thead"><xsl:attribute name="role">label</xsl:attribute></xsl:if><xsl:apply-templates/></row></xsl:template>
  <xsl:template match="db:entry | db:td | db:th">
    <cell>
      <xsl:if test="self::db:th or ancestor::db:thead"><xsl:attribute name="role">label</xsl:attribute></xsl:if>
      <xsl:if test="@colspan"><xsl:attribute name="cols"><xsl:value-of select="@colspan"/></xsl:attribute></xsl:if>
      <xsl:choose>
        <xsl:when test="@rowspan"><xsl:attribute name="rows"><xsl:value-of select="@rowspan"/></xsl:attribute></xsl:when>
        <xsl:when test="@morerows"><xsl:attribute name="rows"><xsl:value-of select="@morerows + 1"/></xsl:attribute></xsl:when>
      </xsl:choose>
      <xsl:if test="@nameend and ancestor::db:tgroup[1]/db:colspec[@colname]">
        <xsl:variable name="columns" select="ancestor::db:tgroup[1]/db:colspec"/>
        <xsl:attribute name="cols"><xsl:value-of select="count($columns[@colname = current()/@nameend]/preceding-sibling::db:colspec) - count($columns[@colname = current()/@namest]/preceding-sibling::db:colspec) + 1"/></xsl:attribute>
      </xsl:if>
      <xsl:call-template name="plain"/>
    </cell>
  </xsl:template>
</xsl:stylesheet>
