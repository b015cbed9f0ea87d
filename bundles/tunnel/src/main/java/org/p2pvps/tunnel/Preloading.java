package org.p2pvps.tunnel;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads all classes that a bundle's classes name. A bundle that was replaced loads no more; what it still has to do must be
 * there before.
 */
final class Preloading {
    private static final Logger LOG = LoggerFactory.getLogger(Preloading.class);
    /** Class names as they stand in descriptors and generic signatures (JVMS 4.3). */
    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([\\w/$]+)[;<]");

    private static final Pattern NAME = Pattern.compile("[\\w$]+(/[\\w$]+)+");

    private final ClassLoader loader;
    private final Set<String> names = new HashSet<>();

    private Preloading(ClassLoader loader) {
        this.loader = loader;
    }

    static void allOf(Bundle bundle) {
        Preloading preloading = new Preloading(Preloading.class.getClassLoader());
        try {
            for (URL entry : Collections.list(bundle.findEntries("/", "*.class", true))) {
                preloading.read(entry);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("Not all classes could be loaded ahead; tunnels that finish may end early", e);
        }
        preloading.load();
    }

    private void load() {
        for (String name : names) {
            try {
                Class.forName(name.replace('/', '.'), false, loader);
            } catch (ClassNotFoundException | LinkageError optional) {
                LOG.trace("{} is not there", name);
            }
        }
    }

    private void read(URL entry) throws IOException {
        try (InputStream in = entry.openStream();
                DataInputStream data = new DataInputStream(in)) {
            readConstants(data);
        }
    }

    /** The constant pool of a class file (JVMS 4.4). */
    private void readConstants(DataInputStream data) throws IOException {
        data.skipNBytes(8);
        int count = data.readUnsignedShort();
        for (int index = 1; index < count; index++) {
            int tag = data.readUnsignedByte();
            switch (tag) {
                case 1 -> collect(data.readUTF());
                case 3, 4, 9, 10, 11, 12, 17, 18 -> data.skipNBytes(4);
                case 5, 6 -> {
                    data.skipNBytes(8);
                    index++;
                }
                case 7, 8, 16, 19, 20 -> data.skipNBytes(2);
                case 15 -> data.skipNBytes(3);
                default -> throw new IOException("A class file with a constant of unknown kind " + tag);
            }
        }
    }

    private void collect(String constant) {
        if (NAME.matcher(constant).matches()) {
            names.add(constant);
        }
        Matcher matcher = IN_DESCRIPTOR.matcher(constant);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
    }
}
