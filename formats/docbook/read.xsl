<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT
  DocBook 5.x to TEI. What has no template is passed through: its blocks as blocks, its words as words. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.tei-c.org/ns/1.0"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" exclude-result-prefixes="db xlink">
  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="db:book db:article db:chapter db:section db:sect1 db:sect2 db:sect3 db:sect4 db:sect5 db:part db:preface
    db:appendix db:info db:author db:authorgroup db:personname db:itemizedlist db:orderedlist db:listitem db:variablelist db:varlistentry
    db:table db:informaltable db:tgroup db:thead db:tbody db:tfoot db:row db:tr db:mediaobject db:imageobject db:figure db:informalfigure
    db:blockquote db:epigraph db:footnote db:note db:tip db:warning db:caution db:important db:example db:glossary db:glosslist
    db:glossentry db:bibliography db:procedure db:step db:qandaset db:qandaentry db:question db:answer db:abstract db:simplelist"/>
  <xsl:key name="footnote" match="db:footnote[@xml:id]" use="@xml:id"/>

  <xsl:template match="/">
    <TEI>
      <xsl:copy-of select="*/@xml:lang"/>
      <teiHeader>
        <xsl:variable name="info" select="*/db:info"/>
        <fileDesc>
          <titleStmt>
            <xsl:for-each select="(*/db:title | $info/db:title)[1]"><title><xsl:value-of select="normalize-space()"/></title></xsl:for-each>
            <xsl:if test="not(*/db:title | $info/db:title)"><title/></xsl:if>
            <xsl:for-each select="(*/db:subtitle | $info/db:subtitle)[1]"><title type="sub"><xsl:value-of select="normalize-space()"/></title></xsl:for-each>
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
        <xsl:if test="$info//db:keyword">
          <profileDesc><textClass><keywords><xsl:for-each select="$info//db:keyword"><term><xsl:value-of select="normalize-space()"/></term></xsl:for-each></keywords></textClass></profileDesc>
        </xsl:if>
      </teiHeader>
      <text>
        <xsl:if test="*/db:info/db:abstract"><front><xsl:for-each select="*/db:info/db:abstract"><div type="abstract"><xsl:apply-templates/></div></xsl:for-each></front></xsl:if>
        <body>
          <xsl:apply-templates select="*/*[not(self::db:info or self::db:title or self::db:subtitle or self::db:titleabbrev)]"/>
          <xsl:if test="not(*/*[not(self::db:info or self::db:title)])"><p/></xsl:if>
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
      | db:simplesect | db:dedication | db:acknowledgements | db:colophon | db:glossary | db:bibliography | db:index | db:refentry | db:partintro">
    <div>
      <xsl:if test="not(self::db:section or self::db:sect1 or self::db:sect2 or self::db:sect3 or self::db:sect4 or self::db:sect5 or self::db:simplesect)">
        <xsl:attribute name="type"><xsl:value-of select="local-name()"/></xsl:attribute>
      </xsl:if>
      <xsl:call-template name="common"/>
      <xsl:apply-templates select="db:info/db:title | db:info/db:subtitle"/>
      <xsl:apply-templates select="*[not(self::db:info)]"/>
    </div>
  </xsl:template>
  <xsl:template match="db:title | db:bridgehead"><head><xsl:call-template name="common"/><xsl:apply-templates/></head></xsl:template>
  <xsl:template match="db:bridgehead" priority="1"><p rend="subtitle"><xsl:apply-templates/></p></xsl:template>
  <xsl:template match="db:subtitle"><head type="sub"><xsl:apply-templates/></head></xsl:template>
  <xsl:template match="db:info | db:titleabbrev | db:indexterm"/>

  <!-- Blocks -->
  <xsl:template match="db:para | db:simpara"><p><xsl:call-template name="common"/><xsl:apply-templates/></p></xsl:template>
  <xsl:template match="db:formalpara"><p><xsl:call-template name="common"/><hi rend="bold"><xsl:apply-templates select="db:title/node()"/></hi><xsl:text> </xsl:text><xsl:apply-templates select="db:para/node()"/></p></xsl:template>
  <xsl:template match="db:blockquote | db:epigraph">
    <xsl:choose>
      <xsl:when test="db:attribution">
        <cit><xsl:call-template name="common"/><quote><xsl:apply-templates select="*[not(self::db:attribution)]"/></quote><bibl><xsl:apply-templates select="db:attribution/node()"/></bibl></cit>
      </xsl:when>
      <xsl:otherwise><quote><xsl:call-template name="common"/><xsl:apply-templates/></quote></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="db:epigraph | db:blockquote[@role = 'epigraph']" priority="1"><epigraph><cit><quote><xsl:apply-templates select="*[not(self::db:attribution)]"/></quote><xsl:for-each select="db:attribution"><bibl><xsl:apply-templates/></bibl></xsl:for-each></cit></epigraph></xsl:template>
  <xsl:template match="db:itemizedlist | db:orderedlist | db:procedure | db:simplelist | db:substeps">
    <list type="bulleted">
      <xsl:if test="self::db:orderedlist or self::db:procedure or self::db:substeps"><xsl:attribute name="type">ordered</xsl:attribute></xsl:if>
      <xsl:if test="@startingnumber"><xsl:attribute name="n"><xsl:value-of select="@startingnumber"/></xsl:attribute></xsl:if>
      <xsl:call-template name="common"/><xsl:apply-templates/>
    </list>
  </xsl:template>
  <xsl:template match="db:listitem | db:step"><item><xsl:call-template name="common"/><xsl:call-template name="plain"/></item></xsl:template>
  <xsl:template match="db:member | db:callout"><item><xsl:apply-templates/></item></xsl:template>
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
    <label><xsl:for-each select="db:term | db:glossterm"><xsl:if test="position() &gt; 1">, </xsl:if><xsl:apply-templates/></xsl:for-each></label>
    <item><xsl:for-each select="db:listitem | db:glossdef"><xsl:call-template name="plain"/></xsl:for-each></item>
  </xsl:template>
  <xsl:template match="db:programlisting | db:screen | db:synopsis | db:cmdsynopsis">
    <eg><xsl:call-template name="common"/><xsl:if test="@language"><xsl:attribute name="n"><xsl:value-of select="@language"/></xsl:attribute></xsl:if><xsl:value-of select="."/></eg>
  </xsl:template>
  <xsl:template match="db:literallayout | db:address"><lg><xsl:call-template name="common"/><xsl:call-template name="lines"><xsl:with-param name="text" select="string(.)"/></xsl:call-template></lg></xsl:template>
  <xsl:template name="lines">
    <xsl:param name="text"/>
    <xsl:variable name="line" select="substring-before(concat($text, '&#10;'), '&#10;')"/>
    <xsl:if test="normalize-space($line)"><l><xsl:value-of select="normalize-space($line)"/></l></xsl:if>
    <xsl:if test="contains($text, '&#10;')"><xsl:call-template name="lines"><xsl:with-param name="text" select="substring-after($text, '&#10;')"/></xsl:call-template></xsl:if>
  </xsl:template>
  <xsl:template match="db:note | db:tip | db:warning | db:caution | db:important | db:example | db:sidebar | db:informalexample | db:qandaset | db:qandaentry">
    <floatingText type="{local-name()}"><body><xsl:apply-templates/></body></floatingText>
  </xsl:template>
  <xsl:template match="db:example | db:informalexample | db:qandaset | db:qandaentry | db:qandadiv | db:question | db:answer" priority="1">
    <xsl:for-each select="db:title"><p rend="subtitle"><xsl:apply-templates/></p></xsl:for-each><xsl:apply-templates select="*[not(self::db:title)]"/>
  </xsl:template>

  <xsl:template match="db:figure | db:informalfigure"><figure><xsl:call-template name="common"/><xsl:apply-templates select="db:title"/><xsl:apply-templates select=".//db:mediaobject" mode="inside"/></figure></xsl:template>
  <xsl:template match="db:mediaobject | db:inlinemediaobject"><figure><xsl:call-template name="common"/><xsl:apply-templates select="." mode="inside"/></figure></xsl:template>
  <xsl:template match="*" mode="inside">
    <xsl:for-each select="(.//db:imagedata)[1]"><graphic url="{@fileref}"/></xsl:for-each>
    <xsl:for-each select="db:caption"><xsl:apply-templates/></xsl:for-each>
    <xsl:for-each select="db:textobject/db:phrase | db:alt"><figDesc><xsl:value-of select="normalize-space()"/></figDesc></xsl:for-each>
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
      <xsl:call-template name="plain"/>
    </cell>
  </xsl:template>

  <!-- Words -->
  <xsl:template match="db:emphasis | db:firstterm | db:wordasword"><emph><xsl:call-template name="common"/><xsl:apply-templates/></emph></xsl:template>
  <xsl:template match="db:emphasis[@role = 'bold' or @role = 'strong']" priority="1"><hi rend="bold"><xsl:apply-templates/></hi></xsl:template>
  <xsl:template match="db:emphasis[@role = 'strikethrough' or @role = 'underline' or @role = 'small-caps']" priority="1"><hi rend="{@role}"><xsl:apply-templates/></hi></xsl:template>
  <xsl:template match="db:superscript"><hi rend="superscript"><xsl:apply-templates/></hi></xsl:template>
  <xsl:template match="db:subscript"><hi rend="subscript"><xsl:apply-templates/></hi></xsl:template>
  <xsl:template match="db:quote"><q><xsl:call-template name="common"/><xsl:text>“</xsl:text><xsl:apply-templates/><xsl:text>”</xsl:text></q></xsl:template>
  <xsl:template match="db:foreignphrase"><foreign><xsl:call-template name="common"/><xsl:apply-templates/></foreign></xsl:template>
  <xsl:template match="db:citetitle"><title><xsl:apply-templates/></title></xsl:template>
  <xsl:template match="db:code | db:literal | db:command | db:filename | db:option | db:function | db:varname | db:constant | db:userinput | db:computeroutput
      | db:tag | db:type | db:parameter | db:envar | db:methodname | db:classname | db:prompt | db:systemitem"><code><xsl:apply-templates/></code></xsl:template>
  <xsl:template match="db:phrase[@role = 'quote']" priority="1"><q><xsl:call-template name="common"/><xsl:apply-templates/></q></xsl:template>
  <xsl:template match="db:phrase"><seg><xsl:call-template name="common"/><xsl:apply-templates/></seg></xsl:template>
  <xsl:template match="db:anchor"><anchor><xsl:call-template name="common"/></anchor></xsl:template>
  <xsl:template match="db:link[@xlink:href] | db:uri[@xlink:href]"><ref target="{@xlink:href}"><xsl:apply-templates/><xsl:if test="not(node())"><xsl:value-of select="@xlink:href"/></xsl:if></ref></xsl:template>
  <xsl:template match="db:link[@linkend]"><ref target="#{@linkend}"><xsl:apply-templates/></ref></xsl:template>
  <xsl:template match="db:xref">
    <xsl:variable name="to" select="//*[@xml:id = current()/@linkend]"/>
    <ref target="#{@linkend}"><xsl:value-of select="normalize-space(($to/db:title | $to/db:info/db:title)[1])"/><xsl:if test="not($to/db:title | $to/db:info/db:title)"><xsl:value-of select="@linkend"/></xsl:if></ref>
  </xsl:template>

  <!-- Notes -->
  <xsl:template match="db:footnote">
    <note place="foot">
      <xsl:call-template name="common"/>
      <xsl:if test="@label"><xsl:attribute name="n"><xsl:value-of select="@label"/></xsl:attribute></xsl:if>
      <xsl:apply-templates/>
    </note>
  </xsl:template>
  <xsl:template match="db:footnoteref">
    <xsl:variable name="label" select="key('footnote', @linkend)/@label"/>
    <ref type="noteref" target="#{@linkend}"><xsl:value-of select="$label"/><xsl:if test="not($label)">*</xsl:if></ref>
  </xsl:template>
  <xsl:template match="db:annotation"><note type="annotation"><xsl:call-template name="common"/><xsl:apply-templates select="*[not(self::db:title)]"/></note></xsl:template>
  <xsl:template match="db:remark"><xsl:comment><xsl:value-of select="translate(., '-', '‐')"/></xsl:comment></xsl:template>

  <xsl:template name="common"><xsl:copy-of select="@xml:id | @xml:lang"/></xsl:template>
</xsl:stylesheet>
