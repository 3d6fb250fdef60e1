# One statement of a reset, a pathway or an operation. Lines and semicolons are taken apart before.

@include "shared.ne"

statement -> name assignment disjunction {% ([target, operator, value]) => nodes.statement(target, operator, value) %}

assignment -> "=" {% id %} | "+=" {% id %} | "-=" {% id %} | "*=" {% id %} | "/=" {% id %} | "%=" {% id %}
