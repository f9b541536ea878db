package io.paydesk.dev.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** How the pretend Checkout page looks. It has no script, and loads nothing. */
final class CheckoutStyle {

  private static final String CSS =
      """
      :root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --field: #fff;
        --text: #1a1f2b; --quiet: #596173; --line: #dde1e8; --main: #4338ca; --on-main: #fff;
        --edge: #868fa1;
        --bad: #b42318; --bad-page: #fef3f2; --good: #067647; --radius: 10px; }
      @media (prefers-color-scheme: dark) { :root { --page: #0f1218; --card: #171b23;
        --field: #0f1218; --text: #eef0f4; --quiet: #a2aaba; --line: #2c3340; --main: #8b93ff;
        --on-main: #0f1218; --edge: #6b7488;
        --bad: #ff9c94; --bad-page: #2b1716; --good: #6fd6a0; } }
      * { box-sizing: border-box; }
      body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: var(--page);
        color: var(--text); min-height: 100vh; display: flex; flex-direction: column; }
      main { width: 100%; max-width: 960px; margin: 0 auto; padding: 24px 16px; flex: 1;
        display: grid; gap: 32px; align-content: start; }
      main.one { max-width: 480px; align-content: center; }
      @media (min-width: 800px) { main.two { grid-template-columns: 1fr 1fr; gap: 64px;
        padding-top: 64px; } .summary { position: sticky; top: 64px; align-self: start; } }
      .ribbon { background: #f5d90a; color: #1a1f2b; font-size: 12px; font-weight: 600;
        text-align: center; padding: 4px 8px; letter-spacing: .02em; }
      a { color: var(--main); }
      a.back { color: var(--quiet); font-size: 14px; text-decoration: none; display: inline-block;
        padding: 4px 0; }
      a.back:hover { text-decoration: underline; }
      h1 { font-size: 16px; font-weight: 500; color: var(--quiet); margin: 16px 0 0;
        overflow-wrap: anywhere; }
      h2 { font-size: 20px; margin: 0 0 16px; }
      .total { font-size: 36px; font-weight: 650; line-height: 1.2; margin: 4px 0 24px;
        font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
      .total small { font-size: 16px; font-weight: 400; color: var(--quiet); }
      dl { margin: 0; font-size: 14px; }
      dl div { display: flex; justify-content: space-between; gap: 16px; padding: 8px 0; }
      dl div.sum { border-top: 1px solid var(--line); }
      dl div.last { font-weight: 600; }
      .item dt { display: flex; gap: 12px; align-items: flex-start; }
      .item dt span { min-width: 0; }
      .item img { border-radius: 8px; object-fit: cover; flex: none; background: var(--line); }
      .framed { min-height: 0; background: none; }
      dt { overflow-wrap: anywhere; min-width: 0; }
      dt small { display: block; color: var(--quiet); font-size: 14px; }
      dd { margin: 0; font-variant-numeric: tabular-nums; white-space: nowrap; }
      .less { color: var(--good); }
      .card { background: var(--card); border: 1px solid var(--line); border-radius: 16px;
        padding: 24px; align-self: start; }
      .one .card { align-self: auto; }
      label, legend { display: block; font-size: 14px; font-weight: 500; margin: 0 0 4px;
        padding: 0; }
      fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
      .field { margin-bottom: 16px; }
      .row { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
      input:not([type=radio], [type=checkbox]), select { width: 100%; min-height: 44px; font: inherit;
        padding: 8px 12px; border: 1px solid var(--edge); border-radius: var(--radius);
        background: var(--field); color: var(--text); }
      .choice { display: flex; gap: 8px; align-items: center; font-weight: 400; padding: 8px 0; }
      input[readonly] { color: var(--quiet); }
      :focus-visible { outline: 3px solid var(--main); outline-offset: 2px; }
      button { font: inherit; font-weight: 600; min-height: 48px; width: 100%; cursor: pointer;
        border: 0; border-radius: var(--radius); background: var(--main); color: var(--on-main);
        padding: 8px 16px; }
      .code { display: grid; grid-template-columns: 1fr auto; gap: 8px; align-items: end;
        margin-top: 16px; }
      .code button { min-height: 44px; background: var(--card); color: var(--text);
        border: 1px solid var(--edge); }
      .code span { font-size: 14px; color: var(--good); align-self: center; }
      .said { border-radius: var(--radius); padding: 12px; margin: 0 0 16px; font-size: 14px;
        border: 1px solid var(--line); }
      .done h2::before { content: "✓"; display: grid; place-items: center; width: 44px; height: 44px;
        margin-bottom: 16px; border-radius: 50%; background: var(--good); color: var(--card); }
      .bank { align-content: center; }
      .bank h1 { font-size: 20px; font-weight: 650; color: var(--text); margin: 0 0 8px; }
      .bank .total { margin: 0 0 8px; }
      .bank p { margin: 0 0 16px; }
      .bank .note { font-size: 12px; color: var(--quiet); margin: 0 0 12px; }
      .bank button + button { margin-top: 12px; }
      .within body { background: var(--card); }
      .within .bank { padding: 16px; }
      .within .card { border: 0; padding: 8px; }
      button.second { background: var(--card); color: var(--text); border: 1px solid var(--edge); }
      button.quiet { background: none; color: var(--quiet); min-height: 44px; }
      .bad { color: var(--bad); background: var(--bad-page); border-color: var(--bad); }
      footer { text-align: center; color: var(--quiet); font-size: 12px; padding: 16px; }
      """;

  /** Lets the page have this style and nothing else. */
  static final String SOURCE = "'sha256-" + digest("\n" + CSS) + "'";

  private CheckoutStyle() {}

  static String element() {
    return "<style>\n" + CSS + "</style>";
  }

  private static String digest(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder().encodeToString(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
