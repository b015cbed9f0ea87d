package org.p2pvps.openbazaar;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A square of one colour as PNG (ISO/IEC 15948), for a store without an image of its own: the daemon lists nothing without one. */
final class PlainImage {
    private static final int SIDE = 256;
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    /** Eight bits a sample, a palette, nothing interlaced. */
    private static final byte[] KIND = {8, 3, 0, 0, 0};

    private static final byte[] COLOUR = {0x1f, 0x6f, 0x54};

    private PlainImage() {}

    static byte[] png() {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        chunk(
                png,
                "IHDR",
                ByteBuffer.allocate(8 + KIND.length)
                        .putInt(SIDE)
                        .putInt(SIDE)
                        .put(KIND)
                        .array());
        chunk(png, "PLTE", COLOUR);
        chunk(png, "IDAT", deflated(new byte[SIDE * (SIDE + 1)]));
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
        byte[] typed = ByteBuffer.allocate(4 + data.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
        CRC32 sum = new CRC32();
        sum.update(typed);
        png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        png.writeBytes(typed);
        png.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    private static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        byte[] buffer = new byte[data.length];
        int length = deflater.deflate(buffer);
        deflater.end();
        return java.util.Arrays.copyOf(buffer, length);
    }
}
