// generated from grammar/statement.ne by scripts/grammar.mjs; do not edit
// Generated automatically by nearley, version 2.20.1
// http://github.com/Hardmath123/nearley
// Bypasses TS6133. Allow declared but unused functions.
// @ts-ignore
function id(d: any[]): any { return d[0]; }
declare var number: any;
declare var name: any;
declare var derivative: any;

import { lexer } from '../../src/1-parse/lexer.js'
import * as nodes from '../../src/1-parse/nodes.js'

interface NearleyToken {
  value: any;
  [key: string]: any;
};

interface NearleyLexer {
  reset: (chunk: string, info: any) => void;
  next: () => NearleyToken | undefined;
  save: () => any;
  formatError: (token: never) => string;
  has: (tokenType: string) => boolean;
};

interface NearleyRule {
  name: string;
  symbols: NearleySymbol[];
  postprocess?: (d: any[], loc?: number, reject?: {}) => any;
};

type NearleySymbol = string | { literal: any } | { test: (token: any) => boolean };

interface Grammar {
  Lexer: NearleyLexer | undefined;
  ParserRules: NearleyRule[];
  ParserStart: string;
};

const grammar: Grammar = {
  Lexer: lexer,
  ParserRules: [
    {"name": "expression", "symbols": ["disjunction"], "postprocess": ([value]) => value.expression},
    {"name": "disjunction", "symbols": ["disjunction", {"literal":"or"}, "conjunction"], "postprocess": ([left, operator, right]) => nodes.binary(left, operator, right)},
    {"name": "disjunction", "symbols": ["conjunction"], "postprocess": id},
    {"name": "conjunction", "symbols": ["conjunction", {"literal":"and"}, "negation"], "postprocess": ([left, operator, right]) => nodes.binary(left, operator, right)},
    {"name": "conjunction", "symbols": ["negation"], "postprocess": id},
    {"name": "negation", "symbols": [{"literal":"not"}, "negation"], "postprocess": ([operator, operand]) => nodes.unary(operator, operand)},
    {"name": "negation", "symbols": ["comparison"], "postprocess": id},
    {"name": "comparison", "symbols": ["sum", "comparator", "sum"], "postprocess": ([left, operator, right]) => nodes.binary(left, operator, right)},
    {"name": "comparison", "symbols": ["sum"], "postprocess": id},
    {"name": "comparator", "symbols": [{"literal":"<"}], "postprocess": id},
    {"name": "comparator", "symbols": [{"literal":"<="}], "postprocess": id},
    {"name": "comparator", "symbols": [{"literal":">"}], "postprocess": id},
    {"name": "comparator", "symbols": [{"literal":">="}], "postprocess": id},
    {"name": "comparator", "symbols": [{"literal":"=="}], "postprocess": id},
    {"name": "comparator", "symbols": [{"literal":"!="}], "postprocess": id},
    {"name": "sum", "symbols": ["sum", "sign", "product"], "postprocess": ([left, operator, right]) => nodes.binary(left, operator, right)},
    {"name": "sum", "symbols": ["product"], "postprocess": id},
    {"name": "sign", "symbols": [{"literal":"+"}], "postprocess": id},
    {"name": "sign", "symbols": [{"literal":"-"}], "postprocess": id},
    {"name": "product", "symbols": ["product", "multiplier", "factor"], "postprocess": ([left, operator, right]) => nodes.binary(left, operator, right)},
    {"name": "product", "symbols": ["factor"], "postprocess": id},
    {"name": "multiplier", "symbols": [{"literal":"*"}], "postprocess": id},
    {"name": "multiplier", "symbols": [{"literal":"/"}], "postprocess": id},
    {"name": "multiplier", "symbols": [{"literal":"//"}], "postprocess": id},
    {"name": "multiplier", "symbols": [{"literal":"%"}], "postprocess": id},
    {"name": "factor", "symbols": ["sign", "factor"], "postprocess": ([operator, operand]) => nodes.unary(operator, operand)},
    {"name": "factor", "symbols": ["power"], "postprocess": id},
    {"name": "power", "symbols": ["atom", {"literal":"**"}, "factor"], "postprocess": ([left, operator, right]) => nodes.binary(left, operator, right)},
    {"name": "power", "symbols": ["atom"], "postprocess": id},
    {"name": "atom", "symbols": [(lexer.has("number") ? {type: "number"} : number)], "postprocess": ([token]) => nodes.placed(nodes.number(token))},
    {"name": "atom", "symbols": [{"literal":"True"}], "postprocess": ([token]) => nodes.placed(nodes.boolean(token))},
    {"name": "atom", "symbols": [{"literal":"False"}], "postprocess": ([token]) => nodes.placed(nodes.boolean(token))},
    {"name": "atom", "symbols": ["name"], "postprocess": ([value]) => nodes.placed(value)},
    {"name": "atom", "symbols": ["name", {"literal":"("}, {"literal":")"}], "postprocess": ([callee, , close]) => nodes.placed(nodes.call(callee, [], close))},
    {"name": "atom", "symbols": ["name", {"literal":"("}, "arguments", {"literal":")"}], "postprocess": ([callee, , values, close]) => nodes.placed(nodes.call(callee, values, close))},
    {"name": "atom", "symbols": ["name", {"literal":"["}, "arguments", {"literal":"]"}], "postprocess": ([array, , indices, close]) => nodes.placed(nodes.element(array, indices, close))},
    {"name": "atom", "symbols": [{"literal":"("}, "disjunction", {"literal":")"}], "postprocess": ([open, value, close]) => nodes.bracketed(open, value, close)},
    {"name": "arguments", "symbols": ["disjunction"], "postprocess": ([value]) => [nodes.argument(value)]},
    {"name": "arguments", "symbols": ["arguments", {"literal":","}, "disjunction"], "postprocess": ([values, , value]) => [...values, nodes.argument(value)]},
    {"name": "name", "symbols": [(lexer.has("name") ? {type: "name"} : name)], "postprocess": ([token]) => nodes.name(token)},
    {"name": "name", "symbols": [(lexer.has("derivative") ? {type: "derivative"} : derivative)], "postprocess": ([token]) => nodes.name(token)},
    {"name": "statement", "symbols": ["name", "assignment", "disjunction"], "postprocess": ([target, operator, value]) => nodes.statement(target, operator, value)},
    {"name": "assignment", "symbols": [{"literal":"="}], "postprocess": id},
    {"name": "assignment", "symbols": [{"literal":"+="}], "postprocess": id},
    {"name": "assignment", "symbols": [{"literal":"-="}], "postprocess": id},
    {"name": "assignment", "symbols": [{"literal":"*="}], "postprocess": id},
    {"name": "assignment", "symbols": [{"literal":"/="}], "postprocess": id},
    {"name": "assignment", "symbols": [{"literal":"%="}], "postprocess": id}
  ],
  ParserStart: "statement",
};

export default grammar;
