package io.paydesk.mcp;

/** What the MCP endpoint is there for: {@code PAYDESK_MCP}. */
enum McpMode {
  /** There is none. */
  OFF,
  /** Tools that change nothing. */
  READ,
  /** A refund too, in two steps. */
  WRITE
}
