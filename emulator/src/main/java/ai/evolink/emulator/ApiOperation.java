package ai.evolink.emulator;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a client, or the emulator itself, does over the network: where a {@link Fault} can strike.
 */
public enum ApiOperation {
  /** {@code POST /v1/images/generations}. */
  SUBMIT_IMAGE("createImage"),
  /** {@code POST /v1/videos/generations}. */
  SUBMIT_VIDEO("createVideo"),
  /** {@code POST /v1/audios/generations}. */
  SUBMIT_AUDIO("createAudio"),
  /** {@code GET /v1/tasks/{id}}. */
  GET_TASK("getTask"),
  /** {@code GET /v1/tasks}. */
  LIST_TASKS("listTasks"),
  /** {@code GET /v1/credits}. */
  GET_CREDITS("getCredits"),
  /** {@code POST /api/v1/files/upload/base64}. */
  UPLOAD_BASE64("uploadBase64"),
  /** {@code POST /api/v1/files/upload/stream}. */
  UPLOAD_STREAM("uploadStream"),
  /** {@code POST /api/v1/files/upload/url}. */
  UPLOAD_URL("uploadUrl"),
  /** {@code GET /api/v1/files/quota}. */
  GET_FILE_QUOTA("getFileQuota"),
  /** {@code GET /api/v1/files/list}. */
  LIST_FILES("listFiles"),
  /** {@code DELETE /api/v1/files/{id}}. */
  DELETE_FILE("deleteFile"),
  /** {@code GET /v1/catalog/models}. */
  LIST_CATALOG_MODELS("listCatalogModels"),
  /** {@code GET /v1/catalog/health}. */
  GET_CATALOG_HEALTH("getCatalogHealth"),
  /** {@code GET /v1/catalog/pricing-rules}. */
  LIST_PRICING_RULES("listPricingRules"),
  /** {@code GET /v1/catalog/models/{model}/pricing-rules}. */
  GET_PRICING_RULES("getPricingRules"),
  /** A read of the link to a result. */
  DOWNLOAD_RESULT(""),
  /** A read of one of the two links to an uploaded file. */
  DOWNLOAD_FILE(""),
  /** The call that the emulator makes when a task has ended. */
  CALLBACK("");

  /** The three submits: the calls that cost money. */
  public static final Set<ApiOperation> SUBMITS =
      Collections.unmodifiableSet(EnumSet.range(SUBMIT_IMAGE, SUBMIT_AUDIO));

  /** The three ways to upload a file. */
  public static final Set<ApiOperation> UPLOADS =
      Collections.unmodifiableSet(EnumSet.range(UPLOAD_BASE64, UPLOAD_URL));

  /** The two kinds of downloads, for which no key is needed. */
  public static final Set<ApiOperation> DOWNLOADS =
      Collections.unmodifiableSet(EnumSet.range(DOWNLOAD_RESULT, DOWNLOAD_FILE));

  private final String specId;

  ApiOperation(String specId) {
    this.specId = specId;
  }

  /** Its {@code operationId}; empty for what the spec does not describe as an operation. */
  String specId() {
    return specId;
  }

  /** What the control API calls it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isSubmit() {
    return SUBMITS.contains(this);
  }

  boolean isDownload() {
    return DOWNLOADS.contains(this);
  }

  /** The one with this {@code operationId}. */
  static ApiOperation ofSpec(String specId) {
    for (ApiOperation operation : values()) {
      if (operation.specId.equals(specId)) {
        return operation;
      }
    }
    throw new IllegalArgumentException("No operation is called " + specId);
  }
}
