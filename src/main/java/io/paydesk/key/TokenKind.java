package io.paydesk.key;

/** What a secret of ours is. Its beginning says so, and lets scanners find one that leaked. */
enum TokenKind {
  KEY("pdk_", "key"),
  USER_TOKEN("pdk_user_", "user_token"),
  PAY_LINK("pdk_pay_", "pay_link");

  final String prefix;

  /** For meters. */
  final String text;

  TokenKind(String prefix, String text) {
    this.prefix = prefix;
    this.text = text;
  }

  /** What a text begins like: a key where it begins like nothing else. */
  static TokenKind of(String text) {
    for (var kind : values()) {
      if (kind != KEY && text.startsWith(kind.prefix)) {
        return kind;
      }
    }
    return KEY;
  }

  String prefix(boolean live) {
    return prefix + (live ? "live_" : "test_");
  }
}
