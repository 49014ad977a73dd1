package org.watchfloor.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.watchfloor.plugin.api.signal.KindDescriptor;

/** Schemas of the fields of kinds: JSON Schema, draft 2020-12. Nothing is fetched. */
public final class Schemas {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** {@code unit} is ours, see {@link KindDescriptor#fieldsSchema()}. */
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          factory ->
              factory.metaSchema(
                  JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                      .keyword(new NonValidationKeyword("unit"))
                      .build()));

  private static final Pattern FIELD = Pattern.compile("\\{([A-Za-z0-9_.-]{1,64})}");

  private Schemas() {}

  /** KIND-01: what is wrong with a descriptor's schema and summary, in words. */
  public static List<String> faults(KindDescriptor kind) {
    JsonNode schema;
    try {
      schema = JSON.readTree(kind.fieldsSchema());
    } catch (JsonProcessingException e) {
      return List.of("fieldsSchema is not JSON: " + e.getOriginalMessage());
    }
    if (schema == null || !schema.isObject()) {
      return List.of("fieldsSchema is no JSON object");
    }
    List<String> faults = new ArrayList<>();
    JsonSchema meta = FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012));
    for (ValidationMessage message : meta.validate(schema)) {
      faults.add("fieldsSchema is no JSON Schema: " + message.getMessage());
    }
    schema.findValuesAsText("$ref").stream()
        .filter(reference -> !reference.startsWith("#"))
        .forEach(reference -> faults.add("fieldsSchema refers to " + reference + ", elsewhere"));
    Matcher field = FIELD.matcher(kind.summary());
    while (field.find()) {
      String name = field.group(1);
      if (!name.equals("device") && !schema.path("properties").has(name)) {
        faults.add("summary names {" + name + "}, which is no property of fieldsSchema");
      }
    }
    return faults;
  }

  /** How fields differ from a descriptor's schema, in words; empty if they do not. */
  public static List<String> faults(KindDescriptor kind, Map<String, Object> fields) {
    try {
      JsonSchema schema = FACTORY.getSchema(kind.fieldsSchema());
      Set<ValidationMessage> messages = schema.validate(JSON.valueToTree(fields));
      return messages.stream().map(ValidationMessage::getMessage).sorted().toList();
    } catch (RuntimeException e) {
      return List.of("the schema of " + kind.kind() + " cannot be used: " + e.getMessage());
    }
  }
}
