# Expressions, shared by the three grammars. Precedence is Python's, one rule a level, the loosest first;
# each level refers only to itself on one side and to the next, so every text has at most one reading.

@preprocessor typescript
@{%
import { lexer } from '../../src/1-parse/lexer.js'
import * as nodes from '../../src/1-parse/nodes.js'
%}
@lexer lexer

expression -> disjunction {% ([value]) => value.expression %}

disjunction -> disjunction "or" conjunction {% ([left, operator, right]) => nodes.binary(left, operator, right) %}
             | conjunction {% id %}

conjunction -> conjunction "and" negation {% ([left, operator, right]) => nodes.binary(left, operator, right) %}
             | negation {% id %}

negation -> "not" negation {% ([operator, operand]) => nodes.unary(operator, operand) %}
          | comparison {% id %}

comparison -> sum comparator sum {% ([left, operator, right]) => nodes.binary(left, operator, right) %}
            | sum {% id %}

comparator -> "<" {% id %} | "<=" {% id %} | ">" {% id %} | ">=" {% id %} | "==" {% id %} | "!=" {% id %}

sum -> sum sign product {% ([left, operator, right]) => nodes.binary(left, operator, right) %}
     | product {% id %}

sign -> "+" {% id %} | "-" {% id %}

product -> product multiplier factor {% ([left, operator, right]) => nodes.binary(left, operator, right) %}
         | factor {% id %}

multiplier -> "*" {% id %} | "/" {% id %} | "//" {% id %} | "%" {% id %}

factor -> sign factor {% ([operator, operand]) => nodes.unary(operator, operand) %}
        | power {% id %}

# The exponent is a factor, so that `2**-1` and `a**b**c` (to the right) can be read.
power -> atom "**" factor {% ([left, operator, right]) => nodes.binary(left, operator, right) %}
       | atom {% id %}

atom -> %number {% ([token]) => nodes.placed(nodes.number(token)) %}
      | "True" {% ([token]) => nodes.placed(nodes.boolean(token)) %}
      | "False" {% ([token]) => nodes.placed(nodes.boolean(token)) %}
      | name {% ([value]) => nodes.placed(value) %}
      | name "(" ")" {% ([callee, , close]) => nodes.placed(nodes.call(callee, [], close)) %}
      | name "(" arguments ")" {% ([callee, , values, close]) => nodes.placed(nodes.call(callee, values, close)) %}
      | name "[" arguments "]" {% ([array, , indices, close]) => nodes.placed(nodes.element(array, indices, close)) %}
      | "(" disjunction ")" {% ([open, value, close]) => nodes.bracketed(open, value, close) %}

arguments -> disjunction {% ([value]) => [nodes.argument(value)] %}
           | arguments "," disjunction {% ([values, , value]) => [...values, nodes.argument(value)] %}

# `dv` is only special at the head of an equation.
name -> %name {% ([token]) => nodes.name(token) %}
      | %derivative {% ([token]) => nodes.name(token) %}
