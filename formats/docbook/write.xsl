<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT
  TEI to a DocBook 5 article. A section holds its blocks before its sections, so blocks that follow a division get one
  of their own. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">
  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="tei:TEI tei:teiHeader tei:text tei:front tei:body tei:back tei:div tei:group tei:list tei:table
    tei:row tei:lg tei:sp tei:cit tei:figure tei:epigraph tei:titlePage"/>
  <xsl:variable name="header" select="(//tei:teiHeader)[1]"/>
  <xsl:key name="id" match="*[@xml:id]" use="@xml:id"/>
  <xsl:key name="pointer" match="tei:ref | tei:ptr" use="substring-after(@target, '#')"/>
  <xsl:key name="noted" match="tei:text//tei:note[starts-with(@target, '#')]" use="substring-after(@target, '#')"/>
  <xsl:key name="run" match="*[not(self::tei:div or self::tei:div1 or self::tei:epigraph or self::tei:head[not(preceding-sibling::tei:head)])]
    [parent::tei:front or parent::tei:body or parent::tei:back or parent::tei:div or parent::tei:div1 or parent::tei:group]"
    use="concat(generate-id(following-sibling::tei:div[1]), '|', generate-id(..))"/>

  <xsl:template match="/">
    <article version="5.0">
      <xsl:copy-of select="*/@xml:lang"/>
      <info>
        <title><xsl:value-of select="normalize-space($header/tei:fileDesc/tei:titleStmt/tei:title[1])"/></title>
        <xsl:for-each select="$header/tei:fileDesc/tei:titleStmt/tei:title[2]"><subtitle><xsl:value-of select="normalize-space()"/></subtitle></xsl:for-each>
        <xsl:for-each select="$header/tei:fileDesc/tei:titleStmt/tei:author"><author><personname><xsl:value-of select="normalize-space()"/></personname></author></xsl:for-each>
        <xsl:for-each select="$header/tei:fileDesc/tei:titleStmt/tei:editor"><editor><personname><xsl:value-of select="normalize-space()"/></personname></editor></xsl:for-each>
        <xsl:for-each select="$header//tei:publicationStmt/tei:publisher"><publisher><publishername><xsl:value-of select="normalize-space()"/></publishername></publisher></xsl:for-each>
        <xsl:if test="$header//tei:keywords/tei:term"><keywordset><xsl:for-each select="$header//tei:keywords/tei:term"><keyword><xsl:value-of select="normalize-space()"/></keyword></xsl:for-each></keywordset></xsl:if>
      </info>
      <xsl:variable name="texts" select="//tei:text[not(ancestor::tei:text)]"/>
      <xsl:for-each select="$texts">
        <xsl:call-template name="content"><xsl:with-param name="all" select="tei:front/* | tei:body/* | tei:back/* | tei:group/*"/></xsl:call-template>
      </xsl:for-each>
      <xsl:if test="not($texts)"><xsl:apply-templates select="*" mode="block"/></xsl:if>
      <xsl:if test="not($texts/tei:*/*)"><para/></xsl:if>
    </article>
  </xsl:template>

  <!-- ALL of a division but its first heading: blocks, then sections. -->
  <xsl:template name="content">
    <xsl:param name="all"/>
    <xsl:variable name="divided" select="boolean($all[self::tei:div or self::tei:div1 or self::tei:text])"/>
    <xsl:for-each select="$all[not(self::tei:head[not(preceding-sibling::tei:head)])]">
      <xsl:choose>
        <xsl:when test="self::tei:div or self::tei:div1 or self::tei:text"><xsl:apply-templates select="." mode="section"/></xsl:when>
        <xsl:when test="not($divided)"><xsl:apply-templates select="." mode="block"/></xsl:when>
        <xsl:when test="self::tei:epigraph"><xsl:apply-templates select="." mode="block"/></xsl:when>
        <xsl:when test="not(preceding-sibling::*[not(self::tei:epigraph or self::tei:head[not(preceding-sibling::tei:head)])][1][not(self::tei:div or self::tei:div1 or self::tei:text)])">
          <xsl:variable name="run" select="key('run', concat(generate-id(following-sibling::tei:div[1]), '|', generate-id(..)))"/>
          <xsl:choose>
            <xsl:when test="preceding-sibling::tei:div or parent::tei:body/preceding-sibling::tei:front/* or parent::tei:back"><section><title/><xsl:apply-templates select="$run" mode="block"/></section></xsl:when>
            <xsl:otherwise><xsl:apply-templates select="$run" mode="block"/></xsl:otherwise>
          </xsl:choose>
        </xsl:when>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="tei:div | tei:div1" mode="section">
    <section>
      <xsl:call-template name="common"/>
      <title><xsl:apply-templates select="tei:head[1]/node()"/></title>
      <xsl:call-template name="content"><xsl:with-param name="all" select="*"/></xsl:call-template>
      <xsl:if test="not(*[not(self::tei:head)])"><para/></xsl:if>
    </section>
  </xsl:template>
  <xsl:template match="tei:text" mode="section">
    <section><title/><xsl:call-template name="content"><xsl:with-param name="all" select="tei:front/* | tei:body/* | tei:back/* | tei:group/*"/></xsl:call-template></section>
  </xsl:template>

  <!-- Blocks -->
  <xsl:template match="tei:head" mode="block"><bridgehead><xsl:apply-templates/></bridgehead></xsl:template>
  <xsl:template match="tei:p[@rend = 'subtitle']" mode="block" priority="1"><bridgehead><xsl:apply-templates/></bridgehead></xsl:template>
  <xsl:template match="tei:p | tei:ab" mode="block"><para><xsl:call-template name="common"/><xsl:apply-templates/></para></xsl:template>
  <xsl:template match="tei:quote | tei:q | tei:said" mode="block"><blockquote><xsl:call-template name="common"/><xsl:call-template name="quoted"/></blockquote></xsl:template>
  <xsl:template match="tei:cit" mode="block">
    <blockquote>
      <xsl:call-template name="common"/>
      <xsl:if test="tei:bibl"><attribution><xsl:apply-templates select="tei:bibl/node()"/></attribution></xsl:if>
      <xsl:for-each select="*[not(self::tei:bibl)]"><xsl:call-template name="quoted"/></xsl:for-each>
    </blockquote>
  </xsl:template>
  <xsl:template match="tei:epigraph" mode="block">
    <blockquote role="epigraph">
      <xsl:if test=".//tei:bibl"><attribution><xsl:apply-templates select=".//tei:bibl/node()"/></attribution></xsl:if>
      <xsl:for-each select="*[not(self::tei:bibl)]"><xsl:choose><xsl:when test="self::tei:quote or self::tei:q"><xsl:call-template name="quoted"/></xsl:when>
        <xsl:when test="self::tei:cit"><xsl:for-each select="*[not(self::tei:bibl)]"><xsl:call-template name="quoted"/></xsl:for-each></xsl:when>
        <xsl:otherwise><xsl:apply-templates select="." mode="block"/></xsl:otherwise></xsl:choose></xsl:for-each>
    </blockquote>
  </xsl:template>
  <xsl:template name="quoted">
    <xsl:choose>
      <xsl:when test="tei:p | tei:lg | tei:l | tei:list | tei:ab | tei:table | tei:quote[tei:p] | tei:cit | tei:floatingText | tei:sp | tei:div | tei:eg"><xsl:apply-templates select="*" mode="block"/></xsl:when>
      <xsl:otherwise><para><xsl:apply-templates/></para></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="tei:lg" mode="block">
    <xsl:choose>
      <xsl:when test="tei:lg"><xsl:apply-templates select="*" mode="block"/></xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="tei:head" mode="block"/>
        <literallayout><xsl:call-template name="common"/><xsl:for-each select="*[not(self::tei:head or self::tei:pb or self::tei:cb or self::tei:fw)]"><xsl:if test="position() &gt; 1"><xsl:text>&#10;</xsl:text></xsl:if><xsl:apply-templates/></xsl:for-each></literallayout>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="tei:l" mode="block"><literallayout><xsl:call-template name="common"/><xsl:apply-templates/></literallayout></xsl:template>
  <xsl:template match="tei:eg" mode="block"><programlisting><xsl:call-template name="common"/><xsl:value-of select="."/></programlisting></xsl:template>
  <xsl:template match="tei:list" mode="block">
    <xsl:apply-templates select="tei:head" mode="block"/>
    <xsl:choose>
      <xsl:when test="tei:label and tei:item">
        <variablelist>
          <xsl:call-template name="common"/>
          <xsl:for-each select="tei:item">
            <varlistentry><term><xsl:apply-templates select="preceding-sibling::*[1][self::tei:label]/node()"/></term><listitem><xsl:call-template name="item"/></listitem></varlistentry>
          </xsl:for-each>
        </variablelist>
      </xsl:when>
      <xsl:when test="@type = 'ordered'"><orderedlist><xsl:call-template name="items"/></orderedlist></xsl:when>
      <xsl:otherwise><itemizedlist><xsl:call-template name="items"/></itemizedlist></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="items">
    <xsl:call-template name="common"/>
    <xsl:for-each select="*[not(self::tei:head or self::tei:pb or self::tei:cb or self::tei:fw)]"><listitem><xsl:call-template name="common"/><xsl:call-template name="item"/></listitem></xsl:for-each>
  </xsl:template>
  <xsl:template name="item">
    <xsl:choose>
      <xsl:when test="tei:p or tei:ab"><xsl:apply-templates select="*" mode="block"/></xsl:when>
      <xsl:otherwise><simpara><xsl:apply-templates select="node()[not(self::tei:list)]"/></simpara><xsl:apply-templates select="tei:list" mode="block"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="tei:table" mode="block">
    <xsl:variable name="name"><xsl:if test="not(tei:head)">informal</xsl:if>table</xsl:variable>
    <xsl:element name="{$name}">
      <xsl:call-template name="common"/>
      <xsl:for-each select="tei:head[1]"><caption><para><xsl:apply-templates/></para></caption></xsl:for-each>
      <xsl:for-each select="tei:row">
        <tr>
          <xsl:for-each select="tei:cell">
            <xsl:variable name="cell"><xsl:choose><xsl:when test="@role = 'label' or ../@role = 'label'">th</xsl:when><xsl:otherwise>td</xsl:otherwise></xsl:choose></xsl:variable>
            <xsl:element name="{$cell}">
              <xsl:if test="@cols &gt; 1"><xsl:attribute name="colspan"><xsl:value-of select="@cols"/></xsl:attribute></xsl:if>
              <xsl:if test="@rows &gt; 1"><xsl:attribute name="rowspan"><xsl:value-of select="@rows"/></xsl:attribute></xsl:if>
              <xsl:choose><xsl:when test="tei:p or tei:list or tei:lg"><xsl:apply-templates select="*" mode="block"/></xsl:when><xsl:otherwise><xsl:apply-templates/></xsl:otherwise></xsl:choose>
            </xsl:element>
          </xsl:for-each>
        </tr>
      </xsl:for-each>
    </xsl:element>
  </xsl:template>
  <xsl:template match="tei:figure" mode="block">
    <xsl:choose>
      <xsl:when test="tei:head and tei:graphic"><figure><xsl:call-template name="common"/><title><xsl:apply-templates select="tei:head/node()"/></title><mediaobject><xsl:call-template name="media"/></mediaobject></figure></xsl:when>
      <xsl:when test="tei:graphic"><mediaobject><xsl:call-template name="common"/><xsl:call-template name="media"/></mediaobject></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="tei:head | tei:figDesc[normalize-space()]" mode="block"/></xsl:otherwise>
    </xsl:choose>
    <xsl:apply-templates select="*[not(self::tei:head or self::tei:figDesc or self::tei:graphic)]" mode="block"/>
  </xsl:template>
  <xsl:template name="media">
    <imageobject><imagedata fileref="{tei:graphic[1]/@url}"/></imageobject>
    <xsl:if test="normalize-space(tei:figDesc)"><textobject><phrase><xsl:value-of select="normalize-space(tei:figDesc)"/></phrase></textobject></xsl:if>
  </xsl:template>
  <xsl:template match="tei:floatingText | tei:sp" mode="block"><sidebar><xsl:apply-templates select="*" mode="block"/></sidebar></xsl:template>
  <xsl:template match="tei:sp" mode="block" priority="1"><xsl:apply-templates select="*" mode="block"/></xsl:template>
  <xsl:template match="tei:speaker" mode="block"><bridgehead><xsl:apply-templates/></bridgehead></xsl:template>
  <xsl:template match="tei:pb | tei:cb | tei:lb | tei:milestone | tei:gb | tei:anchor | tei:index | tei:fw" mode="block"/>
  <xsl:template match="tei:note" mode="block"><xsl:if test="not((self::tei:note[parent::tei:div or parent::tei:body or parent::tei:back or parent::tei:front or parent::tei:noteGrp or parent::tei:div1 or parent::tei:item]) and key('pointer', @xml:id)) and not(starts-with(@target, '#') and key('id', substring(@target, 2)))"><para><xsl:apply-templates select="."/></para></xsl:if></xsl:template>
  <xsl:template match="*" mode="block">
    <xsl:choose>
      <xsl:when test="*[not(self::tei:note)] and not(text()[normalize-space()])"><xsl:apply-templates select="*" mode="block"/></xsl:when>
      <xsl:when test="node()"><para><xsl:apply-templates/></para></xsl:when>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="tei:hi | tei:ref | tei:emph | tei:seg | tei:bibl | tei:name | tei:persName | tei:title | tei:date | tei:foreign | tei:code | tei:stage | tei:byline | tei:dateline | tei:salute | tei:signed | tei:term" mode="block"><para><xsl:apply-templates select="."/></para></xsl:template>

  <!-- Words -->
  <xsl:template match="tei:emph | tei:hi[contains(@rend, 'italic')] | tei:mentioned | tei:term | tei:stage"><emphasis><xsl:call-template name="common"/><xsl:apply-templates/></emphasis></xsl:template>
  <xsl:template match="tei:hi"><phrase><xsl:apply-templates/></phrase></xsl:template>
  <xsl:template match="tei:hi[contains(@rend, 'bold')]" priority="1"><emphasis role="bold"><xsl:apply-templates/></emphasis></xsl:template>
  <xsl:template match="tei:hi[contains(@rend, 'super') or @rend = 'sup']" priority="1"><superscript><xsl:apply-templates/></superscript></xsl:template>
  <xsl:template match="tei:hi[contains(@rend, 'sub')]" priority="1"><subscript><xsl:apply-templates/></subscript></xsl:template>
  <xsl:template match="tei:hi[contains(@rend, 'strike')] | tei:del" priority="1"><emphasis role="strikethrough"><xsl:apply-templates/></emphasis></xsl:template>
  <xsl:template match="tei:foreign"><foreignphrase><xsl:call-template name="common"/><xsl:apply-templates/></foreignphrase></xsl:template>
  <xsl:template match="tei:title"><citetitle><xsl:apply-templates/></citetitle></xsl:template>
  <xsl:template match="tei:code | tei:gi | tei:ident"><code><xsl:apply-templates/></code></xsl:template>
  <!-- Quotation marks are those of the text; DocBook's quote would add its own. -->
  <xsl:template match="tei:q | tei:quote | tei:said | tei:soCalled"><phrase role="quote"><xsl:call-template name="common"/><xsl:apply-templates/></phrase></xsl:template>
  <xsl:template match="tei:quote[tei:p or tei:lg or tei:l] | tei:q[tei:p or tei:lg] | tei:cit[tei:quote[tei:p or tei:lg or tei:l]] | tei:list | tei:table | tei:lg | tei:floatingText | tei:epigraph | tei:eg" priority="1"><xsl:apply-templates select="." mode="block"/></xsl:template>
  <xsl:template match="tei:seg | tei:name | tei:persName"><phrase><xsl:call-template name="common"/><xsl:apply-templates/></phrase></xsl:template>
  <xsl:template match="tei:choice"><xsl:apply-templates select="(tei:corr | tei:reg | tei:expan | tei:sic | tei:orig | tei:abbr)[1]"/></xsl:template>
  <xsl:template match="tei:lb"><xsl:if test="not(@break = 'no')"><xsl:text> </xsl:text></xsl:if></xsl:template>
  <xsl:template match="tei:p | tei:l | tei:item | tei:ab"><xsl:if test="preceding-sibling::*"><xsl:text> </xsl:text></xsl:if><xsl:apply-templates/></xsl:template>
  <xsl:template match="tei:pb | tei:cb | tei:gb | tei:fw | tei:milestone | tei:index"/>
  <xsl:template match="tei:figure | tei:graphic">
    <xsl:choose>
      <xsl:when test="self::tei:graphic"><inlinemediaobject><imageobject><imagedata fileref="{@url}"/></imageobject></inlinemediaobject></xsl:when>
      <xsl:when test="tei:graphic"><inlinemediaobject><xsl:call-template name="media"/></inlinemediaobject></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="tei:head/node() | tei:figDesc/node()"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="tei:anchor"><anchor><xsl:call-template name="common"/></anchor><xsl:apply-templates select="key('noted', @xml:id)[1]" mode="here"/></xsl:template>
  <xsl:template match="tei:ref | tei:ptr">
    <xsl:variable name="id" select="substring-after(@target, '#')"/>
    <xsl:variable name="note" select="key('id', $id)[self::tei:note]"/>
    <xsl:variable name="noted" select="key('noted', @xml:id)[1]"/>
    <xsl:choose>
      <!-- The first mark holds the note. -->
      <xsl:when test="starts-with(@target, '#') and $note[parent::tei:div or parent::tei:body or parent::tei:back or parent::tei:front or parent::tei:noteGrp or parent::tei:div1 or parent::tei:item] and generate-id(key('pointer', $id)[1]) = generate-id() and not(ancestor::tei:note)">
        <xsl:apply-templates select="$note" mode="here"><xsl:with-param name="mark" select="translate(normalize-space(), '[]', '')"/></xsl:apply-templates>
      </xsl:when>
      <xsl:when test="starts-with(@target, '#') and $note"><footnoteref linkend="{$id}"/></xsl:when>
      <xsl:when test="@xml:id and $noted"><xsl:apply-templates select="$noted" mode="here"/></xsl:when>
      <xsl:when test="starts-with(@target, '#') and key('id', $id)"><link linkend="{$id}"><xsl:apply-templates/></link></xsl:when>
      <xsl:when test="@target and not(starts-with(@target, '#')) and node()"><link xlink:href="{@target}"><xsl:apply-templates/></link></xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Notes -->
  <xsl:template match="tei:note"><xsl:if test="not((self::tei:note[parent::tei:div or parent::tei:body or parent::tei:back or parent::tei:front or parent::tei:noteGrp or parent::tei:div1 or parent::tei:item]) and key('pointer', @xml:id)) and not(starts-with(@target, '#') and key('id', substring(@target, 2)))"><xsl:apply-templates select="." mode="here"/></xsl:if></xsl:template>
  <xsl:template match="tei:note" mode="here">
    <xsl:param name="mark"/>
    <footnote>
      <xsl:call-template name="common"/>
      <xsl:choose>
        <xsl:when test="@n"><xsl:attribute name="label"><xsl:value-of select="@n"/></xsl:attribute></xsl:when>
        <xsl:when test="$mark"><xsl:attribute name="label"><xsl:value-of select="$mark"/></xsl:attribute></xsl:when>
      </xsl:choose>
      <xsl:choose>
        <xsl:when test="(tei:p | tei:list | tei:lg | tei:cit | tei:ab) and not(text()[normalize-space()])"><xsl:apply-templates select="*" mode="block"/></xsl:when>
        <xsl:otherwise><para><xsl:apply-templates/></para></xsl:otherwise>
      </xsl:choose>
    </footnote>
  </xsl:template>
  <xsl:template name="common"><xsl:copy-of select="@xml:id | @xml:lang"/></xsl:template>
</xsl:stylesheet>
