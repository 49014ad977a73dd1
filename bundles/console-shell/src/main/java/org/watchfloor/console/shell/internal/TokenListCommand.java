package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.access.TokenInfo;
import org.watchfloor.core.api.json.Json;

/** {@code rtcc:token-list}: API tokens without their secrets. */
@Service
@Command(
    scope = "rtcc",
    name = "token-list",
    description = "Lists the API tokens, who made them and when they expire.")
public final class TokenListCommand extends RtccCommand {
  @Reference(optional = true)
  @Nullable Access access;

  @Override
  void run(PrintStream out) {
    List<TokenInfo> tokens = need(access, "core-access").tokens();
    if (json) {
      ArrayNode array = Json.array();
      for (TokenInfo token : tokens) {
        array
            .addObject()
            .put("name", token.name())
            .put("createdBy", token.createdBy())
            .put("createdAt", token.createdAt().toString())
            .put("expiresAt", token.expiresAt().toString())
            .set("roles", array(token.roles()));
      }
      print(out, array);
      return;
    }
    ShellTable table = table("Token", "Roles", "Made by", "Made at", "Expires at");
    table.emptyTableText("No tokens: rtcc:token-create makes one");
    for (TokenInfo token : tokens) {
      table
          .addRow()
          .addContent(
              token.name(),
              words(token.roles()),
              token.createdBy(),
              token.createdAt(),
              token.expiresAt());
    }
    table.print(out);
  }
}
