package io.paydesk.bench;

/** What a start does, in words of the table. */
enum StartPhase {
  JVM("the JVM itself"),
  SETTINGS("settings, twice"),
  EXTENSIONS("extensions and beans"),
  PERSISTENCE("persistence unit"),
  FLYWAY("Flyway"),
  LISTEN("listen"),
  ANSWER("first answer after that");

  private final String words;

  StartPhase(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /**
   * @param step of Quarkus, as it is printed
   */
  static StartPhase of(String step) {
    if (step.startsWith("FlywayProcessor.")) {
      return FLYWAY;
    }
    // The second one is where Hibernate reads its mappings.
    if (step.startsWith("HibernateOrmProcessor.")
        || step.startsWith("HibernateReactiveProcessor.")
        || step.equals("ArcProcessor.notifyBeanContainerListeners")) {
      return PERSISTENCE;
    }
    return step.equals("VertxHttpProcessor.openSocket") ? LISTEN : EXTENSIONS;
  }
}
