# One equation. A text of several is taken apart before, where its lines begin like equations.

@include "shared.ne"

equation -> %derivative "/" "dt" "=" expression ":" unit flags {% ([first, , , , value, , units, flags]) => nodes.differential(first, nodes.derivedName(first), value, units, flags) %}
          | "d" name "/" "dt" "=" expression ":" unit flags {% ([first, name, , , , value, , units, flags]) => nodes.differential(first, name, value, units, flags) %}
          | name "=" expression ":" unit flags {% ([name, , value, , units, flags]) => nodes.subexpression(name, value, units, flags) %}
          | name ":" unit flags {% ([name, , units, flags]) => nodes.parameter(name, units, flags) %}

unit -> unit "*" unitFactor {% ([left, , right]) => nodes.multiply(left, right) %}
      | unit "/" unitFactor {% ([left, , right]) => nodes.divide(left, right) %}
      | unitFactor {% id %}

unitFactor -> "1" {% ([token]) => nodes.unitOne(token) %}
            | name {% ([name]) => nodes.unit(nodes.factor(name)) %}
            | name "**" exponent {% ([name, , power]) => nodes.unit(nodes.factor(name, power)) %}

exponent -> %number {% ([token]) => nodes.exponent(token) %}
          | "-" %number {% ([minus, token]) => nodes.exponent(token, minus) %}

flags -> null {% () => undefined %}
       | "(" flagList ")" {% ([, flags, close]) => ({ flags, span: close.span }) %}

flagList -> flag {% ([flag]) => [flag] %}
          | flagList "," flag {% ([flags, , flag]) => [...flags, flag] %}

flag -> flagWord {% id %}
      | flag flagWord {% ([left, right]) => nodes.flag(left, ' ', right) %}

flagWord -> name {% ([name]) => nodes.onlyFlag(name) %}
          | flagWord "-" name {% ([left, , right]) => nodes.flag(left, '-', right) %}
