package io.paydesk.key;

/** What a secret of ours is. Its beginning says so, and lets scanners find one that leaked. */
enum TokenKind {
  KEY("pdk_", "key"),
  USER_TOKEN("pdk_user_", "user_token");

  final String prefix;

  /** For meters. */
  final String text;

  TokenKind(String prefix, String text) {
    this.prefix = prefix;
    this.text = text;
  }

  String prefix(boolean live) {
    return prefix + (live ? "live_" : "test_");
  }
}
