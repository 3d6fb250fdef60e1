# A threshold, a condition, a refractory time, a delay, an initial value: one expression.

@include "shared.ne"

whole -> expression {% id %}
