// Names each public member of the built package that has no words of its own; what is made of the API description has
// the description's.
import ts from 'typescript';

const entries = process.argv.slice(2);
const program = ts.createProgram(entries, { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, skipLibCheck: true });
const checker = program.getTypeChecker();
const isOurs = (declaration) => /\/dist\/(?!openapi)[a-z]+\.d\.ts$/.test(declaration.getSourceFile().fileName);
const seen = new Set();

function look(symbol, path) {
  const actual = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const [declaration] = actual.declarations ?? [];
  if (!declaration || !isOurs(declaration) || seen.has(declaration)) return;
  seen.add(declaration);
  if (actual.getDocumentationComment(checker).length === 0) console.log(path);
  const type = ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration)
    ? checker.getTypeOfSymbol(actual)
    : checker.getDeclaredTypeOfSymbol(actual);
  for (const member of type.getProperties?.() ?? []) look(member, `${path}.${member.name}`);
}

for (const entry of entries) {
  const file = checker.getSymbolAtLocation(program.getSourceFile(entry));
  for (const symbol of checker.getExportsOfModule(file)) look(symbol, symbol.name);
}
