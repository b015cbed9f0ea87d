package org.p2pvps.localtunnel.domain;

import java.io.IOException;
import java.util.List;

/** Looks up TXT records. */
interface TextRecords {
    /**
     * Takes some seconds at most.
     *
     * @return their texts; none if there is no such name
     * @throws IOException if no server could be asked, or it failed
     */
    List<String> at(String name) throws IOException;
}
