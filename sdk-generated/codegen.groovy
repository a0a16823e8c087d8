// Prepares the spec for the generator, and decides whether there is anything to generate.
// Run by gmavenplus: "project" and "session" are Maven's.
import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import javax.tools.ToolProvider
import org.snakeyaml.engine.v2.api.lowlevel.Compose

Path base = project.basedir.toPath()
Path target = Path.of(project.build.directory)
Path work = target.resolve('codegen')
Path spec = base.resolve(session.userProperties.getProperty('spec', '../spec/evolink.yaml')).normalize()
Path lowered = work.resolve('spec.json')
Path stamp = work.resolve('generated-from.sha256')
Path generated = target.resolve('generated-sources/openapi')

def filesIn = { Path path ->
  if (!Files.exists(path)) {
    return []
  }
  Files.walk(path).withCloseable { it.filter { file -> Files.isRegularFile(file) }.sorted().toList() }
}

// Names and contents, so that a file that is gone counts too.
def hashOf = { List<Path> roots ->
  def sha = MessageDigest.getInstance('SHA-256')
  roots.each { root ->
    filesIn(root).each { file ->
      sha.update(base.relativize(file).toString().getBytes('UTF-8'))
      sha.update(MessageDigest.getInstance('SHA-256').digest(Files.readAllBytes(file)))
    }
  }
  sha.digest().encodeHex().toString()
}

def state = {
  hashOf([
      spec, base.resolve('pom.xml'), base.resolve('../pom.xml').normalize(), base.resolve('codegen.yaml'),
      base.resolve('codegen.groovy'), base.resolve('templates'), base.resolve('src/codegen')]) +
      '\n' + hashOf([generated]) + '\n'
}

def prepare = {
  Path classes = work.resolve('classes')
  Files.createDirectories(classes)
  def sources = filesIn(base.resolve('src/codegen/java')).findAll { it.toString().endsWith('.java') }
  // The jars of this plugin's own dependencies.
  def jars = [Compose, org.jspecify.annotations.NullMarked].collect {
    Path.of(it.protectionDomain.codeSource.location.toURI()).toString()
  }
  def compiler = ToolProvider.systemJavaCompiler
  def messages = new StringWriter()
  def files = compiler.getStandardFileManager(null, null, null)
  def done = compiler.getTask(messages, files, null,
      ['-cp', jars.join(File.pathSeparator), '-d', classes.toString(), '-proc:none', '--release', '17'],
      null, files.getJavaFileObjectsFromPaths(sources)).call()
  if (!done) {
    throw new IllegalStateException("The preparation of the spec does not compile:\n$messages")
  }
  new URLClassLoader([classes.toUri().toURL()] as URL[], Compose.classLoader).withCloseable {
    it.loadClass('ai.evolink.codegen.SpecPreparation').getMethod('prepare', Path, Path).invoke(null, spec, lowered)
  }
}

project.properties['codegen.spec'] = lowered.toUri().toString()
if (step == 'finish') {
  if (session.userProperties.getProperty('codegen.skip') != 'true') {
    Files.createDirectories(work)
    Files.writeString(stamp, state())
  }
  return
}
if (session.userProperties.getProperty('codegen.skip') == 'true') {
  return
}
if (Files.exists(stamp) && Files.readString(stamp) == state()) {
  // Whatever follows this switch is done already: generating, and so compiling.
  project.properties['codegen.skip'] = 'true'
  return
}
Files.deleteIfExists(stamp)
def refusals = prepare()
if (refusals) {
  refusals.each { println it }
  throw new org.apache.maven.plugin.MojoFailureException(
      "The spec has ${refusals.size()} ${refusals.size() == 1 ? 'place' : 'places'} that the templates do not handle, listed above")
}
