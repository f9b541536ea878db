package io.paydesk.dev.sandbox;

import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/** The sandbox as a process of its own, until it is ended. */
public final class SandboxMain {

  private static final int CANNOT_LISTEN = 1;
  private static final int WRONG_USAGE = 2;

  private SandboxMain() {}

  /**
   * @param words see {@link SandboxArguments#USAGE}
   */
  public static void main(String... words) throws InterruptedException {
    SandboxArguments arguments;
    try {
      arguments = SandboxArguments.of(words);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + System.lineSeparator());
      System.err.print(SandboxArguments.USAGE);
      System.exit(WRONG_USAGE);
      return;
    }
    if (arguments.help()) {
      System.out.print(SandboxArguments.USAGE);
      return;
    }
    run(arguments);
  }

  private static void run(SandboxArguments arguments) throws InterruptedException {
    Sandbox sandbox;
    try {
      sandbox = Sandbox.start(arguments.settings());
    } catch (UncheckedIOException e) {
      System.err.println(e.getMessage() + ": " + e.getCause().getMessage());
      System.exit(CANNOT_LISTEN);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
    System.out.println("The pretend Stripe listens on " + sandbox.baseUri());
    if (arguments.webhook() == null) {
      System.out.println("Events wait, as no --webhook is named. --help lists all options.");
    } else {
      System.out.println("Events go to " + arguments.webhook());
      sandbox.deliverTo(arguments.webhook());
    }
    // The sandbox's threads are daemons, for the sake of tests.
    new CountDownLatch(1).await();
  }
}
