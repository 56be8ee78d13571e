"""The subset of CEL of section 3, "Conditions": tokenizer, parser, evaluator.

A condition is parsed once (`parse`) into nested tuples and evaluated
(`evaluate`) against two dictionaries, the record's values and the subject's.
An error is a value (`Error`), so that && and || can absorb it.

The types are the rulebook loader's business: an expression is assumed to be
well typed.  Values are Python's bool, int, float and str; a date is the int of
its day number (dates are only ever compared with dates).
"""

import re

INT_MIN = -(2 ** 63)
INT_MAX = 2 ** 63 - 1

# Words that CEL keeps for itself; no attribute may be called so (section 2).
RESERVED = {
    "as", "break", "const", "continue", "else", "false", "for", "function",
    "if", "import", "in", "let", "loop", "null", "package", "namespace",
    "return", "true", "var", "void", "while",
}


class Error:
    """An error value: what a condition ends in when it is undetermined."""

    def __init__(self, why):
        self.why = why

    def __repr__(self):
        return f"Error({self.why!r})"


class SyntaxRefused(Exception):
    """The text is not an expression of the subset."""


# --------------------------------------------------------------------------
# Tokens
# --------------------------------------------------------------------------

TOKEN = re.compile(r"""
    (?P<space>  (?: [ \t\n\f\r]+ | //[^\n]* )+ )
  | (?P<string> [rR]? (?: \"\"\" (?: [^\\] | \\. )*? \"\"\"
                        | ''' (?: [^\\] | \\. )*? '''
                        | " (?: [^"\\\n\r] | \\. )* "
                        | ' (?: [^'\\\n\r] | \\. )* ' ) )
  | (?P<double> [0-9]* \. [0-9]+ (?: [eE][+-]?[0-9]+ )? | [0-9]+ [eE][+-]?[0-9]+ )
  | (?P<int>    0x[0-9a-fA-F]+ | [0-9]+ )
  | (?P<name>   [A-Za-z_][A-Za-z0-9_]* )
  | (?P<symbol> \|\| | && | == | != | <= | >= | [<>!?:()\[\],.+*/%-] )
""", re.VERBOSE | re.DOTALL)

# In a raw string a backslash is a character like others, so the pattern of the
# end of the string is another one.
RAW = re.compile(r"""[rR](?: \"\"\".*?\"\"\" | '''.*?''' | "[^"\n\r]*" | '[^'\n\r]*' )""",
                 re.VERBOSE | re.DOTALL)

SIMPLE_ESCAPES = {
    "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
    "\\": "\\", "?": "?", '"': '"', "'": "'", "`": "`",
}


def tokenize(text):
    tokens = []
    at = 0
    while at < len(text):
        match = RAW.match(text, at) or TOKEN.match(text, at)
        if match is None:
            raise SyntaxRefused(f"unexpected character at {at}: {text[at:at + 10]!r}")
        kind = match.lastgroup or "string"
        at = match.end()
        if kind == "string":
            tokens.append(("string", string_value(match.group())))
        elif kind == "int":
            tokens.append(("int", int(match.group(), 16 if match.group()[:2] == "0x" else 10)))
        elif kind == "double":
            value = float(match.group())
            if value in (float("inf"), float("-inf")):
                raise SyntaxRefused("double out of range")
            tokens.append(("double", value))
        elif kind != "space":
            tokens.append((kind, match.group()))
    tokens.append(("end", ""))
    return tokens


def string_value(literal):
    raw = literal[0] in "rR"
    if raw:
        literal = literal[1:]
    quotes = 3 if literal[:3] in ('"""', "'''") and len(literal) >= 6 else 1
    body = literal[quotes:-quotes]
    if raw:
        return body
    out = []
    i = 0
    while i < len(body):
        if body[i] != "\\":
            out.append(body[i])
            i += 1
            continue
        letter = body[i + 1]
        if letter in SIMPLE_ESCAPES:
            out.append(SIMPLE_ESCAPES[letter])
            i += 2
        elif letter in "xX":
            out.append(chr(int(body[i + 2:i + 4], 16)))
            i += 4
        elif letter == "u":
            out.append(chr(int(body[i + 2:i + 6], 16)))
            i += 6
        elif letter == "U":
            out.append(chr(int(body[i + 2:i + 10], 16)))
            i += 10
        elif letter in "0123":
            out.append(chr(int(body[i + 1:i + 4], 8)))
            i += 4
        else:
            raise SyntaxRefused(f"unknown escape \\{letter}")
    return "".join(out)


# --------------------------------------------------------------------------
# Grammar, from the loosest binding to the tightest
# --------------------------------------------------------------------------

class Parser:
    def __init__(self, text, read_date):
        self.tokens = tokenize(text)
        self.at = 0
        self.read_date = read_date        # "YYYY-MM-DD" -> day number

    def peek(self):
        return self.tokens[self.at]

    def symbol(self, *texts):
        """Takes the next token if it is one of these symbols."""
        kind, text = self.tokens[self.at]
        if kind == "symbol" and text in texts:
            self.at += 1
            return text
        return None

    def expect(self, text):
        if not self.symbol(text):
            raise SyntaxRefused(f"expected {text!r} before {self.peek()!r}")

    def whole(self):
        node = self.expression()
        if self.peek()[0] != "end":
            raise SyntaxRefused(f"unexpected {self.peek()!r}")
        return node

    def expression(self):                       # Expr = Or ["?" Or ":" Expr]
        node = self.logical_or()
        if self.symbol("?"):
            yes = self.logical_or()
            self.expect(":")
            no = self.expression()
            return ("?:", node, yes, no)
        return node

    def logical_or(self):
        node = self.logical_and()
        while self.symbol("||"):
            node = ("||", node, self.logical_and())
        return node

    def logical_and(self):
        node = self.relation()
        while self.symbol("&&"):
            node = ("&&", node, self.relation())
        return node

    def relation(self):                         # one level, left to right
        node = self.addition()
        while True:
            if self.peek() == ("name", "in"):
                self.at += 1
                self.expect("[")                # only a list literal may follow
                node = ("in", node, self.list_members())
                continue
            operator = self.symbol("==", "!=", "<", "<=", ">", ">=")
            if not operator:
                return node
            node = (operator, node, self.addition())

    def list_members(self):
        members = []
        while not self.symbol("]"):
            members.append(self.expression())
            if not self.symbol(","):
                self.expect("]")
                break
        return members

    def addition(self):
        node = self.multiplication()
        while True:
            operator = self.symbol("+", "-")
            if not operator:
                return node
            node = (operator, node, self.multiplication())

    def multiplication(self):
        node = self.unary()
        while True:
            operator = self.symbol("*", "/", "%")
            if not operator:
                return node
            node = (operator, node, self.unary())

    def unary(self):
        if self.symbol("!"):
            nots = 1
            while self.symbol("!"):
                nots += 1
            node = self.member()
            for _ in range(nots):
                node = ("!", node)
            return node
        minuses = 0
        while self.symbol("-"):
            minuses += 1
        if minuses and self.peek()[0] == "int":
            # A minus right before a literal is part of it: only so can the
            # least integer be written.
            value = -self.peek()[1]
            if value < INT_MIN:
                raise SyntaxRefused("integer out of range")
            self.at += 1
            minuses -= 1
            node = self.selectors(("literal", value))
        else:
            node = self.member()
        for _ in range(minuses):
            node = ("negate", node)
        return node

    def member(self):
        return self.selectors(self.primary())

    def selectors(self, node):                  # s.size(), s.contains(t), ...
        while self.symbol("."):
            name = self.name()
            self.expect("(")
            if name == "size":
                self.expect(")")
                node = ("size", node)
            elif name in ("startsWith", "endsWith", "contains"):
                argument = self.expression()
                self.expect(")")
                node = (name, node, argument)
            else:
                raise SyntaxRefused(f"no function {name}")
        return node

    def name(self):
        kind, text = self.peek()
        if kind != "name":
            raise SyntaxRefused(f"expected a name, not {text!r}")
        self.at += 1
        return text

    def primary(self):
        kind, value = self.peek()
        if kind in ("int", "double", "string"):
            self.at += 1
            if kind == "int" and value > INT_MAX:
                raise SyntaxRefused("integer out of range")
            return ("literal", value)
        if self.symbol("("):
            node = self.expression()
            self.expect(")")
            return node
        name = self.name()
        if name in ("true", "false"):
            return ("literal", name == "true")
        if name in ("record", "subject"):
            self.expect(".")
            return ("attribute", name, self.name())
        if name == "has":
            self.expect("(")
            root = self.name()
            self.expect(".")
            attribute = self.name()
            self.expect(")")
            return ("has", root, attribute)
        if name == "size":
            self.expect("(")
            node = self.expression()
            self.expect(")")
            return ("size", node)
        if name == "date":
            self.expect("(")
            kind, text = self.peek()
            if kind != "string":
                raise SyntaxRefused("date() takes a string literal")
            self.at += 1
            self.expect(")")
            return ("literal", self.read_date(text))
        raise SyntaxRefused(f"unknown name {name}")


def parse(text, read_date):
    return Parser(text, read_date).whole()


def reads(node, root, name):
    """Does the expression read root.name, in has() or otherwise?"""
    if isinstance(node, (tuple, list)):
        if tuple(node[:1]) in (("attribute",), ("has",)) and tuple(node[1:3]) == (root, name):
            return True
        return any(reads(part, root, name) for part in node)
    return False


# --------------------------------------------------------------------------
# Evaluation
# --------------------------------------------------------------------------

def evaluate(node, record, subject):
    """The value of the expression, or an Error.

    Operands are evaluated from left to right, and where several end in an
    error the leftmost one is the error of the whole.
    """
    what = node[0]

    if what == "literal":
        return node[1]

    if what == "attribute":
        values = record if node[1] == "record" else subject
        if node[2] not in values:
            return Error(f"{node[1]}.{node[2]} is absent")
        return values[node[2]]

    if what == "has":
        return node[2] in (record if node[1] == "record" else subject)

    if what == "&&":                            # false absorbs an error
        left = evaluate(node[1], record, subject)
        if left is False:
            return False
        right = evaluate(node[2], record, subject)
        if right is False:
            return False
        return left if isinstance(left, Error) else right

    if what == "||":                            # true absorbs an error
        left = evaluate(node[1], record, subject)
        if left is True:
            return True
        right = evaluate(node[2], record, subject)
        if right is True:
            return True
        return left if isinstance(left, Error) else right

    if what == "?:":                            # only the branch taken is evaluated
        condition = evaluate(node[1], record, subject)
        if isinstance(condition, Error):
            return condition
        return evaluate(node[2] if condition else node[3], record, subject)

    first = evaluate(node[1], record, subject)

    if what == "in":
        members = [evaluate(member, record, subject) for member in node[2]]
        for value in [first] + members:
            if isinstance(value, Error):        # a list with an error is an error
                return value
        return any(first == member for member in members)

    if what in ("!", "negate", "size"):
        if isinstance(first, Error):
            return first
        if what == "!":
            return not first
        if what == "size":
            return len(first)                   # code points
        return in_range(-first) if isinstance(first, int) else -first

    second = evaluate(node[2], record, subject)
    if isinstance(first, Error):
        return first
    if isinstance(second, Error):
        return second

    # Python compares an int with a float by value, exactly, as section 3 asks;
    # strings by code point; False before True.
    if what == "==":
        return first == second
    if what == "!=":
        return first != second
    if what == "<":
        return first < second
    if what == "<=":
        return first <= second
    if what == ">":
        return first > second
    if what == ">=":
        return first >= second

    if what == "startsWith":
        return first.startswith(second)
    if what == "endsWith":
        return first.endswith(second)
    if what == "contains":
        return second in first

    if what == "+":
        return in_range(first + second)
    if what == "-":
        return in_range(first - second)
    if what == "*":
        return in_range(first * second)
    # Division truncates towards zero, the remainder has the dividend's sign.
    # The least integer divided by -1 overflows, and so does its remainder.
    if second == 0:
        return Error("division by zero")
    quotient = abs(first) // abs(second)
    if (first < 0) != (second < 0):
        quotient = -quotient
    if isinstance(in_range(quotient), Error):
        return Error("integer overflow")
    if what == "/":
        return quotient
    if what == "%":
        return first - quotient * second
    raise AssertionError(what)


def in_range(value):
    return value if INT_MIN <= value <= INT_MAX else Error("integer overflow")
