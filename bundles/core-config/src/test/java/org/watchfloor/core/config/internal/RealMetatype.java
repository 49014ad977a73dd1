package org.watchfloor.core.config.internal;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.metatype.AD;
import org.apache.felix.metatype.MetaData;
import org.apache.felix.metatype.MetaDataReader;
import org.apache.felix.metatype.OCD;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/** What Felix makes of a metatype resource, checks of values included. */
final class RealMetatype implements ObjectClassDefinition {
  private final List<AttributeDefinition> attributes = new ArrayList<>();

  RealMetatype(String xml) throws Exception {
    MetaData data =
        new MetaDataReader().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    Map<?, ?> classes = data.getObjectClassDefinitions();
    for (Object ocd : classes.values()) {
      Map<?, ?> ads = ((OCD) ocd).getAttributeDefinitions();
      ads.values().forEach(ad -> attributes.add(of((AD) ad)));
    }
  }

  private static AttributeDefinition of(AD ad) {
    return new AttributeDefinition() {
      @Override
      public String getName() {
        return ad.getName();
      }

      @Override
      public String getID() {
        return ad.getID();
      }

      @Override
      public String getDescription() {
        return ad.getDescription();
      }

      @Override
      public int getCardinality() {
        return ad.getCardinality();
      }

      @Override
      public int getType() {
        return ad.getType();
      }

      @Override
      public String[] getOptionValues() {
        return ad.getOptionValues();
      }

      @Override
      public String[] getOptionLabels() {
        return ad.getOptionLabels();
      }

      @Override
      public String validate(String value) {
        return ad.validate(value);
      }

      @Override
      public String[] getDefaultValue() {
        return ad.getDefaultValue();
      }
    };
  }

  @Override
  public String getName() {
    return "";
  }

  @Override
  public String getID() {
    return "";
  }

  @Override
  public String getDescription() {
    return "";
  }

  @Override
  public AttributeDefinition[] getAttributeDefinitions(int filter) {
    return attributes.toArray(new AttributeDefinition[0]);
  }

  @Override
  public InputStream getIcon(int size) {
    return InputStream.nullInputStream();
  }
}
