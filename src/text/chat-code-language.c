/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The languages of blocks of code: what people call them, and what they are.
 */

#include "chat-code-language.h"

#include <glib/gi18n.h>
#include <string.h>

/* The ids are those of GtkSourceView 5.6; what a newer version does not know is plain text. */
static const ChatCodeLanguage languages[] = {
  { NULL, N_("Text"), "txt", "text txt plain plaintext none output log" },
  { "actionscript", "ActionScript", "as", "actionscript as3" },
  { "ada", "Ada", "adb", "ada adb ads" },
  { "asciidoc", "AsciiDoc", "adoc", "asciidoc adoc" },
  { "automake", "Automake", "am", "automake" },
  { "awk", "AWK", "awk", "awk gawk mawk" },
  { "bibtex", "BibTeX", "bib", "bibtex bib" },
  { "c", "C", "c", "c h" },
  { "changelog", "ChangeLog", "txt", "changelog" },
  { "cmake", "CMake", "cmake", "cmake cmakelists.txt" },
  { "cobol", "COBOL", "cob", "cobol cob" },
  { "commonlisp", "Common Lisp", "lisp", "lisp commonlisp common-lisp cl elisp emacs-lisp" },
  { "cpp", "C++", "cpp", "c++ cpp cxx cc hpp hxx hh" },
  { "c-sharp", "C#", "cs", "c# cs csharp" },
  { "css", "CSS", "css", "css" },
  { "csv", "CSV", "csv", "csv tsv" },
  { "cuda", "CUDA", "cu", "cuda cu" },
  { "d", "D", "d", "d dlang" },
  { "dart", "Dart", "dart", "dart" },
  { "desktop", N_("Desktop entry"), "desktop", "desktop" },
  { "diff", "Diff", "diff", "diff patch udiff" },
  { "docker", "Dockerfile", "dockerfile", "docker dockerfile containerfile" },
  { "dosbatch", N_("Batch file"), "bat", "bat batch cmd dos dosbatch" },
  { "dot", "DOT", "dot", "dot graphviz gv" },
  { "dtd", "DTD", "dtd", "dtd" },
  { "eiffel", "Eiffel", "e", "eiffel" },
  { "erb-html", "ERB", "erb", "erb html.erb" },
  { "erlang", "Erlang", "erl", "erlang erl" },
  { "fish", "Fish", "fish", "fish" },
  { "forth", "Forth", "fs", "forth" },
  { "fortran", "Fortran", "f90", "fortran f90 f95 f77 for" },
  { "fsharp", "F#", "fs", "f# fsharp fs fsx" },
  { "gdscript", "GDScript", "gd", "gdscript gd" },
  { "genie", "Genie", "gs", "genie" },
  { "glsl", "GLSL", "glsl", "glsl vert frag" },
  { "go", "Go", "go", "go golang" },
  { "gradle", "Gradle", "gradle", "gradle" },
  { "groovy", "Groovy", "groovy", "groovy" },
  { "haskell", "Haskell", "hs", "haskell hs" },
  { "haxe", "Haxe", "hx", "haxe hx" },
  { "html", "HTML", "html", "html htm xhtml vue svelte" },
  { "idl", "IDL", "idl", "idl" },
  { "ini", "INI", "ini", "ini cfg conf config properties editorconfig systemd" },
  { "java", "Java", "java", "java" },
  { "js", "JavaScript", "js", "js javascript mjs cjs node ecmascript es6" },
  { "json", "JSON", "json", "json geojson webmanifest ipynb jsonl ndjson" },
  { "json", N_("JSON with comments"), "jsonc", "jsonc json5" },
  { "jsx", "JSX", "jsx", "jsx" },
  { "julia", "Julia", "jl", "julia jl" },
  { "kotlin", "Kotlin", "kt", "kotlin kt kts" },
  { "latex", "LaTeX", "tex", "latex tex" },
  { "lean", "Lean", "lean", "lean lean4" },
  { "less", "Less", "less", "less" },
  { "lex", "Lex", "l", "lex flex" },
  { "llvm", "LLVM IR", "ll", "llvm ll" },
  { "lua", "Lua", "lua", "lua" },
  { "m4", "M4", "m4", "m4 autoconf" },
  { "makefile", "Makefile", "mk", "make makefile mk gnumake" },
  { "markdown", "Markdown", "md", "markdown md mdx commonmark gfm" },
  { "matlab", "MATLAB", "m", "matlab" },
  { "mediawiki", "MediaWiki", "txt", "mediawiki wikitext" },
  { "meson", "Meson", "build", "meson meson.build" },
  { "objc", "Objective-C", "m", "objc objective-c objectivec obj-c" },
  { "ocaml", "OCaml", "ml", "ocaml ml mli" },
  { "octave", "Octave", "m", "octave" },
  { "opencl", "OpenCL", "cl", "opencl" },
  { "pascal", "Pascal", "pas", "pascal delphi pas" },
  { "perl", "Perl", "pl", "perl pl pm" },
  { "php", "PHP", "php", "php php8" },
  { "powershell", "PowerShell", "ps1", "powershell ps1 pwsh psm1" },
  { "prolog", "Prolog", "pl", "prolog" },
  { "proto", "Protocol Buffers", "proto", "protobuf proto" },
  { "puppet", "Puppet", "pp", "puppet" },
  { "python3", "Python", "py", "python py python3 py3 python2 pyi pycon ipython gyp" },
  { "r", "R", "r", "r rlang rscript" },
  { "rpmspec", "RPM spec", "spec", "rpmspec spec" },
  { "rst", "reStructuredText", "rst", "rst restructuredtext" },
  { "ruby", "Ruby", "rb", "ruby rb gemfile rakefile" },
  { "rust", "Rust", "rs", "rust rs" },
  { "scala", "Scala", "scala", "scala sc" },
  { "scheme", "Scheme", "scm", "scheme scm racket rkt clojure clj" },
  { "scss", "SCSS", "scss", "scss sass" },
  { "sh", N_("Shell"), "sh", "sh bash shell zsh ksh dash console terminal shellsession "
                             "shell-session sh-session bash-session" },
  { "sml", "Standard ML", "sml", "sml" },
  { "solidity", "Solidity", "sol", "solidity sol" },
  { "sparql", "SPARQL", "rq", "sparql" },
  { "sql", "SQL", "sql", "sql mysql postgres postgresql psql plsql tsql sqlite sqlite3 mariadb" },
  { "swift", "Swift", "swift", "swift" },
  { "systemverilog", "SystemVerilog", "sv", "systemverilog sv" },
  { "tcl", "Tcl", "tcl", "tcl" },
  { "terraform", "Terraform", "tf", "terraform tf hcl tfvars" },
  { "texinfo", "Texinfo", "texi", "texinfo" },
  { "thrift", "Thrift", "thrift", "thrift" },
  { "toml", "TOML", "toml", "toml cargo.toml" },
  { "twig", "Twig", "twig", "twig jinja jinja2 j2 nunjucks" },
  { "typescript", "TypeScript", "ts", "ts typescript mts cts" },
  { "typescript-jsx", "TSX", "tsx", "tsx" },
  { "vala", "Vala", "vala", "vala vapi" },
  { "vbnet", "Visual Basic", "vb", "vb vbnet vb.net visualbasic" },
  { "verilog", "Verilog", "v", "verilog" },
  { "vhdl", "VHDL", "vhd", "vhdl vhd" },
  { "xml", "XML", "xml", "xml svg xsd rss atom plist xaml wsdl ui glade" },
  { "xslt", "XSLT", "xsl", "xslt xsl" },
  { "yacc", "Yacc", "y", "yacc bison" },
  { "yaml", "YAML", "yaml", "yaml yml" },
};

/* Site generators and notebooks write "{.python}", "{python}" and "language-python", and hang line
 * numbers and options on. */
static char *
normalize (const char *word)
{
  g_autofree char *lower = g_ascii_strdown (word, -1);
  const char *start = lower;

  if (*start == '{')
    start++;
  if (*start == '.')
    start++;
  if (g_str_has_prefix (start, "language-"))
    start += strlen ("language-");
  else if (g_str_has_prefix (start, "lang-"))
    start += strlen ("lang-");

  return g_strndup (start, strcspn (start, " \t{},:;=["));
}

static gboolean
lists (const char *aliases,
       const char *word)
{
  gsize length = strlen (word);

  for (const char *p = strstr (aliases, word); p != NULL; p = strstr (p + 1, word))
    {
      if ((p == aliases || p[-1] == ' ') && (p[length] == ' ' || p[length] == '\0'))
        return TRUE;
    }

  return FALSE;
}

const ChatCodeLanguage *
chat_code_language_find (const char *word)
{
  g_autofree char *name = word != NULL ? normalize (word) : NULL;

  if (name == NULL || *name == '\0')
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      if (lists (languages[i].aliases, name))
        return &languages[i];
    }

  return NULL;
}

char *
chat_code_language_dup_name (const char *word)
{
  const ChatCodeLanguage *language = chat_code_language_find (word);

  if (language != NULL)
    return g_strdup (_(language->name));
  if (word == NULL || *word == '\0')
    return NULL;

  return g_strdup (word);
}

const ChatCodeLanguage *
chat_code_language_list (gsize *n_languages)
{
  *n_languages = G_N_ELEMENTS (languages);
  return languages;
}
