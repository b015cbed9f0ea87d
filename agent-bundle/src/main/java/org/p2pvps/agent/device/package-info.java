/** The owner's {@code device.json}. */
package org.p2pvps.agent.device;
