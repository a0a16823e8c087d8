/*
 * Writes each piece of Kotlin in docs/kotlin.md as a source file: one that declares functions as it is, and
 * any other as the body of a suspending function that finds a client called "evolink".
 */
def guide = new File(project.basedir, '../../docs/kotlin.md').getText('UTF-8')
def folder = new File(project.build.directory, 'generated-test-sources/docs')
folder.deleteDir()
folder.mkdirs()

def pieces = (guide =~ /(?ms)^```kotlin\n(.*?)^```/).collect { it[1] }
assert pieces.size() >= 5
pieces.eachWithIndex { code, i ->
  def imports = code.readLines().findAll { it.startsWith('import ') }
  def rest = code.readLines().findAll { !it.startsWith('import ') }.join('\n').strip()
  def whole = rest =~ /(?m)^(suspend |private |public )?fun /
  def body = whole ? rest : "suspend fun snippet${i}(evolink: EvolinkClient) {\n${rest.indent(2)}}"
  new File(folder, "Snippet${i}.kt").setText("""\
@file:Suppress("UNUSED_VARIABLE")

package docs.snippet${i}

import ai.evolink.*
import ai.evolink.kotlin.*
import ai.evolink.model.*
${imports.join('\n')}

${body}
""", 'UTF-8')
}
