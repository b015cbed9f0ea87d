/** What an agent and a server say to each other: the JSON bodies of {@code /api/v1/agent/*} and the error codes. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.p2pvps.protocol;
