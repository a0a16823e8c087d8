The libraries in the runnable jar of the evolink command, and the terms each comes under.
A library under several terms may be used under any one of them.

<#list dependencyMap as entry>
<#assign project = entry.getKey()/>
<#assign licenses = entry.getValue()/>
${project.groupId}:${project.artifactId}:${project.version}: <#list licenses as license>${license}<#if license_has_next> or </#if></#list>
</#list>
