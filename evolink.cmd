@echo off
rem The evolink command from a checkout, for Windows: what the script evolink is for other systems.
rem It builds the command when it is missing or older than its sources, then runs it.
setlocal EnableExtensions DisableDelayedExpansion
set "ROOT=%~dp0"
rem The server for assistants is a jar of its own.
set "MODULE=cli"
if "%~1"=="mcp" set "MODULE=mcp"
set "HOME_OF_JAR=%ROOT%%MODULE%\target\launcher"
set "JAR=%HOME_OF_JAR%\evolink.jar"

rem Java: JAVA_HOME, or what is on the path.
set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -version >nul 2>nul
if errorlevel 1 (
  echo evolink: there is no java. Install a JDK, 17 or later.>&2
  exit /b 1
)

rem Folders count too: their date tells of deleted files.
if not exist "%JAR%" goto build
powershell -NoProfile -NonInteractive -Command ^
  "$made = (Get-Item -LiteralPath $env:JAR).LastWriteTimeUtc;" ^
  "$parts = 'pom.xml', '.mvn', 'spec', 'sdk-generated/pom.xml', 'sdk-generated/codegen.bsh', 'sdk-generated/codegen.yaml', 'sdk-generated/templates', 'sdk-generated/src/codegen', 'sdk-generated/src/main', 'sdk-ergonomic/pom.xml', 'sdk-ergonomic/src/main', 'emulator/pom.xml', 'emulator/src/main', 'bulk/pom.xml', 'bulk/src/main', '%MODULE%/pom.xml', '%MODULE%/src/main';" ^
  "$all = foreach ($part in $parts) { $path = Join-Path $env:ROOT $part; Get-Item -LiteralPath $path; Get-ChildItem -LiteralPath $path -Recurse };" ^
  "if ($all | Where-Object { $_.LastWriteTimeUtc -gt $made }) { exit 1 }"
if not errorlevel 1 goto run

:build
where mvn >nul 2>nul
if errorlevel 1 (
  echo evolink: there is no mvn. Install Maven, 3.8 or later.>&2
  exit /b 1
)
echo Building the evolink command ^(first use takes a minute^)...>&2
if not exist "%HOME_OF_JAR%" mkdir "%HOME_OF_JAR%"
rem What is edited during the build is newer than this, and so leads to another build.
type nul > "%HOME_OF_JAR%\started"
pushd "%ROOT%"
call mvn -q -B -Dstyle.color=never -pl %MODULE% -am package -Dmaven.test.skip -Dspotless.check.skip -Denforcer.skip > "%HOME_OF_JAR%\build.log" 2>&1 < nul
set "RESULT=%ERRORLEVEL%"
popd
if not "%RESULT%"=="0" (
  findstr /b /c:"[ERROR]" "%HOME_OF_JAR%\build.log" >&2
  echo evolink: the build failed; all it said is in "%HOME_OF_JAR%\build.log">&2
  exit /b 1
)
rem The newest one, should an older version lie beside it.
set "BUILT="
for /f "delims=" %%f in ('dir /b /o-d "%ROOT%%MODULE%\target\evolink-%MODULE%-*-all.jar"') do if not defined BUILT set "BUILT=%ROOT%%MODULE%\target\%%f"
copy /y "%BUILT%" "%JAR%" >nul
if errorlevel 1 (
  echo evolink: cannot write "%JAR%">&2
  exit /b 1
)
powershell -NoProfile -NonInteractive -Command ^
  "(Get-Item -LiteralPath $env:JAR).LastWriteTimeUtc = (Get-Item -LiteralPath (Join-Path $env:HOME_OF_JAR 'started')).LastWriteTimeUtc"

:run
"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -XX:+DisplayVMOutputToStderr -Djava.awt.headless=true -Devolink.command=evolink -jar "%JAR%" %*
exit /b %ERRORLEVEL%
