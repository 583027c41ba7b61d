"""`annotate schema`: what is done with schemas themselves. Each command is a module beside this."""

from annotate.cli.lazy import Row, group

COMMANDS = (
    Row("new", "Write a new schema.", __name__),
    Row("list", "List the schemas that are known here.", __name__),
    Row("show", "Show a schema as a guideline page.", __name__),
    Row("diff", "Show what changed between two versions of a schema.", __name__),
    Row("migrate", "Take annotation files to another version of their schema.", __name__),
    Row("json-schema", "Print the JSON Schema of schemas, for editors.", __name__),
)

schema = group("schema", "Make, show and compare label schemas.", COMMANDS)
