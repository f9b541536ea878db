package io.paydesk.openapi;

import io.paydesk.openapi.Tools.Ended;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A program in TypeScript whose types are made from the API description. */
@QuarkusTest
class TypeScriptClientTest extends ClientTest {

  private static final String[] STRICT = {
    "--strict",
    "--noUncheckedIndexedAccess",
    "--skipLibCheck",
    "--target",
    "es2022",
    "--lib",
    "es2022,dom",
    "--module",
    "nodenext",
    "--types",
    "node"
  };

  /** The compiler also finds each mistake that a second program makes, or says which it missed. */
  @Test
  void itTakesAPaymentAndCannotMisuseAType() throws IOException {
    var modules = Tools.nodeModules();
    var folder = Tools.workshop("typescript");
    Files.createSymbolicLink(folder.resolve("node_modules"), modules);
    for (var program : new String[] {"take-a-payment.mts", "misuse.mts"}) {
      Files.copy(Tools.CLIENTS.resolve(program), folder.resolve(program));
    }
    Tools.node(
            folder,
            "node_modules/openapi-typescript/bin/cli.js",
            Tools.DESCRIPTION.toString(),
            "--output",
            "paydesk.d.mts")
        .well();
    compile(folder, "take-a-payment.mts", "misuse.mts").well();

    takesAPayment(arguments -> Tools.node(folder, "take-a-payment.mjs", arguments));
  }

  private static Ended compile(Path folder, String... programs) {
    var arguments = new String[STRICT.length + programs.length];
    System.arraycopy(STRICT, 0, arguments, 0, STRICT.length);
    System.arraycopy(programs, 0, arguments, STRICT.length, programs.length);
    return Tools.node(folder, "node_modules/typescript/bin/tsc", arguments);
  }
}
