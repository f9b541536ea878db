/** The MCP endpoint: what agents may look up. */
@NullMarked
package io.paydesk.mcp;

import org.jspecify.annotations.NullMarked;
