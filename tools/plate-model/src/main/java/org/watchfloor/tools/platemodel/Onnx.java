package org.watchfloor.tools.platemodel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a net as an ONNX model (onnx.proto of ONNX 1.8, IR version 4, operators of opset 11): Conv
 * and Relu. Stateless.
 */
final class Onnx {
  private static final int FLOAT = 1;

  private Onnx() {}

  static byte[] model(Net net, int height, int width) {
    Message graph = new Message();
    String before = "input";
    int last = net.layers.size() - 1;
    for (int i = 0; i <= last; i++) {
      Conv layer = net.layers.get(i);
      String out = i == last ? "output" : "conv" + i;
      graph.message(1, conv(layer.shape, before, i, out));
      before = out;
      if (!layer.shape.last()) {
        graph.message(1, node("Relu", List.of(before), "relu" + i));
        before = "relu" + i;
      }
    }
    graph.text(2, "plates");
    for (int i = 0; i <= last; i++) {
      Conv layer = net.layers.get(i);
      Conv.Shape s = layer.shape;
      graph.message(5, tensor("w" + i, layer.foldedKernel(), s.out(), s.in(), s.kh(), s.kw()));
      graph.message(5, tensor("b" + i, layer.foldedShift(), s.out()));
    }
    graph.message(11, value("input", 1, 1, height, width));
    graph.message(12, value("output"));
    Message operators = new Message();
    operators.text(1, "");
    operators.number(2, 11);
    Message model = new Message();
    model.number(1, 4);
    model.text(2, "watchfloor plate-model");
    model.message(7, graph);
    model.message(8, operators);
    return model.bytes();
  }

  private static Message conv(Conv.Shape s, String in, int i, String out) {
    Message node = node("Conv", List.of(in, "w" + i, "b" + i), out);
    node.message(5, integers("kernel_shape", s.kh(), s.kw()));
    node.message(5, integers("strides", s.sh(), s.sw()));
    node.message(5, integers("pads", s.ph(), s.pw(), s.ph(), s.pw()));
    node.message(5, integers("dilations", s.dilation(), s.dilation()));
    return node;
  }

  private static Message node(String operator, List<String> in, String out) {
    Message node = new Message();
    in.forEach(name -> node.text(1, name));
    node.text(2, out);
    node.text(3, out);
    node.text(4, operator);
    return node;
  }

  private static Message integers(String name, int... values) {
    Message attribute = new Message();
    attribute.text(1, name);
    for (int v : values) {
      attribute.number(8, v);
    }
    attribute.number(20, 7); // AttributeProto.INTS
    return attribute;
  }

  private static Message tensor(String name, float[] values, int... dimensions) {
    Message tensor = new Message();
    for (int d : dimensions) {
      tensor.number(1, d);
    }
    tensor.number(2, FLOAT);
    tensor.text(8, name);
    ByteBuffer raw = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float v : values) {
      raw.putFloat(v);
    }
    tensor.field(9, raw.array());
    return tensor;
  }

  private static Message value(String name, int... dimensions) {
    Message shape = new Message();
    for (int d : dimensions) {
      Message dimension = new Message();
      dimension.number(1, d);
      shape.message(1, dimension);
    }
    Message tensor = new Message();
    tensor.number(1, FLOAT);
    tensor.message(2, shape);
    Message type = new Message();
    type.message(1, tensor);
    Message value = new Message();
    value.text(1, name);
    value.message(2, type);
    return value;
  }

  /** Fields of a protocol buffer message, in wire format. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    void number(int field, long value) {
      varint(field << 3);
      varint(value);
    }

    void text(int field, String text) {
      field(field, text.getBytes(StandardCharsets.UTF_8));
    }

    void message(int field, Message message) {
      field(field, message.bytes());
    }

    void field(int field, byte[] content) {
      varint(field << 3 | 2);
      varint(content.length);
      out.writeBytes(content);
    }

    private void varint(long value) {
      long v = value;
      while ((v & ~0x7FL) != 0) {
        out.write((int) (v & 0x7F | 0x80));
        v >>>= 7;
      }
      out.write((int) v);
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
