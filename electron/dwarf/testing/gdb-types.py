# Runs inside gdb: prints, as one JSON document, what gdb knows of functions, records and enums of the library it has open.
# DLSCOPE_GDB_REQUEST names a JSON file: {"symbols": {name: address}, "allTypes": true or false}.
import json
import os
import re
import sys

import gdb

TRANSPARENT = {gdb.TYPE_CODE_TYPEDEF}
RECORDS = {gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION}
POINTERS = {gdb.TYPE_CODE_PTR: "*", gdb.TYPE_CODE_REF: "&", gdb.TYPE_CODE_RVALUE_REF: "&"}
MEMBER_POINTERS = {gdb.TYPE_CODE_MEMBERPTR, gdb.TYPE_CODE_METHODPTR}
INTEGERS = {gdb.TYPE_CODE_INT, gdb.TYPE_CODE_CHAR}
KEYWORD = {gdb.TYPE_CODE_STRUCT: "struct", gdb.TYPE_CODE_UNION: "union"}

records = {}
enums = {}
waiting = []


def strip(type):
    """What is behind typedefs, the last name on the way, and whether it is const."""
    name, const = None, False
    while True:
        const = const or is_const(type)
        if type.code not in TRANSPARENT:
            return type.unqualified(), name, const
        name = type.name
        type = type.target()


def is_const(type):
    return str(type) != str(type.unqualified()) and str(type) == str(type.const())


def named(type, alias):
    return type.name or alias or ""


def shape(type, depth=0):
    """The type as a call sees it: widths, signs and pointers, without the names of typedefs."""
    type, alias, _ = strip(type)
    code = type.code
    if code == gdb.TYPE_CODE_VOID:
        return "void"
    if code == gdb.TYPE_CODE_BOOL:
        return "bool" if type.sizeof == 1 else "u%d" % (8 * type.sizeof)
    if code in INTEGERS:
        return "opaque:16" if type.sizeof > 8 else ("i" if type.is_signed else "u") + str(8 * type.sizeof)
    if code == gdb.TYPE_CODE_FLT:
        return "f%d" % (8 * type.sizeof) if type.sizeof <= 8 else "opaque:%d" % type.sizeof
    if code == gdb.TYPE_CODE_ENUM:
        note(enums, type, alias)
        return "enumeration:%s%d" % ("i" if type.is_signed else "u", 8 * type.sizeof)
    if code in POINTERS:
        return POINTERS[code] + pointee(type.target(), depth)
    if code == gdb.TYPE_CODE_ARRAY:
        if type.is_vector if hasattr(type, "is_vector") else "vector_size" in str(type):
            return "opaque:%d" % type.sizeof
        return "[%d]%s" % (length(type), shape(type.target(), depth))
    if code == gdb.TYPE_CODE_FUNC:
        return signature(type, depth)
    if code in RECORDS:
        note(records, type, alias)
        return "record:%s:%d" % (named(type, alias), type.sizeof)
    return "opaque:%d" % type.sizeof


def length(array):
    """gdb gives a flexible array the range of one element, but no size."""
    element = array.target().sizeof
    low, high = array.range()
    return array.sizeof // element if element > 0 else max(0, high - low + 1)


def pointee(type, depth):
    const = "const " if strip(type)[2] else ""
    target, alias, _ = strip(type)
    if target.code in RECORDS:
        note(records, target, alias)
        return const + "record:" + named(target, alias)
    return const + ("…" if depth > 6 else shape(type, depth + 1))


def signature(type, depth):
    parameters = [shape(field.type, depth + 1) for field in type.fields()]
    if is_variadic(type):
        parameters.append("...")
    return "(%s)%s" % (",".join(parameters), shape(type.target(), depth + 1))


def is_variadic(type):
    return re.search(r"\.\.\.\)( const)?$", str(type)) is not None


def note(table, type, alias):
    name = named(type, alias)
    if name == "" or name in table:
        return
    table[name] = None
    waiting.append((table, name, type))


def described(type):
    return {"spelling": str(type.unqualified()), "shape": shape(type)}


def member(field):
    return {
        "name": field.name or None,
        "base": field.is_base_class,
        "artificial": field.artificial,
        "bit": field.bitpos,
        "bitSize": field.bitsize,
        "type": described(field.type),
        "inner": inner(field.type),
    }


def inner(type):
    """The members of a record without a name, which no table can hold."""
    target, alias, _ = strip(type)
    if target.code not in RECORDS or named(target, alias) != "":
        return None
    return record(target)


def record(type):
    # A static member has no place in the record; that of a virtual base is known while the program runs.
    fields = [field for field in type.fields() if getattr(field, "bitpos", None) is not None]
    return {"size": type.sizeof, "alignment": type.alignof, "members": [member(field) for field in fields]}


def enum(type):
    return {
        "size": type.sizeof,
        "signed": type.is_signed,
        "constants": [[field.name, str(field.enumval)] for field in type.fields()],
    }


def describe_waiting():
    while waiting:
        table, name, type = waiting.pop()
        table[name] = enum(type) if type.code == gdb.TYPE_CODE_ENUM else record(type)


def function_at(address):
    """The block of the function at an address; what is inlined there lies inside of it."""
    block = gdb.block_for_pc(address)
    while block is not None and block.superblock is not None and not block.superblock.is_static:
        block = block.superblock
    return None if block is None or block.function is None else block


def function(address):
    block = function_at(address)
    if block is None:
        return None
    symbol = block.function
    names = [each.name for each in block if each.is_argument]
    type = symbol.type
    return {
        "name": symbol.name,
        "result": described(type.target()),
        "parameters": [described(field.type) for field in type.fields()],
        "names": names,
        "variadic": is_variadic(type),
        "file": symbol.symtab.filename,
        "line": symbol.line,
    }


def all_type_names():
    text = gdb.execute("info types -q", to_string=True)
    for line in text.splitlines():
        match = re.match(r"^\d+:\s+(?:typedef (?:struct|union|enum) \{\.\.\.\} )?(.*);$", line)
        if match and not match.group(1).startswith("typedef"):
            yield match.group(1)


def look_up_all():
    for name in all_type_names():
        try:
            type = gdb.lookup_type(name)
        except gdb.error:
            continue
        shape(type)
        describe_waiting()


def main():
    with open(os.environ["DLSCOPE_GDB_REQUEST"]) as file:
        request = json.load(file)
    sys.setrecursionlimit(10000)
    functions = {name: function(int(address)) for name, address in request["symbols"].items()}
    describe_waiting()
    if request["allTypes"]:
        look_up_all()
    json.dump({"functions": functions, "records": records, "enums": enums}, sys.stdout)


main()
