/// OpenVINO's C API, found at run time in a library that the user installed: nothing of it is needed to build or to run.
///
/// No header is installed with it either, so what is called is declared here, as openvino/c/*.h have had it since 2023.3.
/// Swift calls the functions through the table, but for one that is variadic.
#pragma once

#include <stddef.h>
#include <stdint.h>

typedef struct ov_core ov_core_t;
typedef struct ov_model ov_model_t;
typedef struct ov_output_const_port ov_output_const_port_t;
typedef struct ov_compiled_model ov_compiled_model_t;
typedef struct ov_infer_request ov_infer_request_t;
typedef struct ov_tensor ov_tensor_t;

typedef struct {
    const char *buildNumber;
    const char *description;
} ov_version_t;

/// Numbers that a side may have; max is −1 where there is no limit.
typedef struct {
    int64_t min;
    int64_t max;
} ov_dimension_t;

/// `dims` is null where not even their number is known.
typedef struct {
    ov_dimension_t rank;
    ov_dimension_t *dims;
} ov_partial_shape_t;

typedef struct {
    int64_t rank;
    int64_t *dims;
} ov_shape_t;

/// Every function that is called. Each answers 0, or another number when it failed; memory is the library's, and goes with
/// the function that says so.
typedef struct {
    int (*ov_get_openvino_version)(ov_version_t *version);
    void (*ov_version_free)(ov_version_t *version);
    const char *(*ov_get_last_err_msg)(void);
    void (*ov_free)(const char *text);
    int (*ov_core_create)(ov_core_t **core);
    void (*ov_core_free)(ov_core_t *core);
    int (*ov_core_get_property)(const ov_core_t *core, const char *device, const char *key, char **value);
    int (*ov_core_read_model_from_memory_buffer)(
        const ov_core_t *core, const char *bytes, size_t count, const ov_tensor_t *weights, ov_model_t **model);
    void (*ov_model_free)(ov_model_t *model);
    int (*ov_model_inputs_size)(const ov_model_t *model, size_t *count);
    int (*ov_model_outputs_size)(const ov_model_t *model, size_t *count);
    int (*ov_model_const_input)(const ov_model_t *model, ov_output_const_port_t **port);
    int (*ov_model_const_output)(const ov_model_t *model, ov_output_const_port_t **port);
    int (*ov_model_reshape_single_input)(const ov_model_t *model, const ov_partial_shape_t shape);
    int (*ov_port_get_partial_shape)(const ov_output_const_port_t *port, ov_partial_shape_t *shape);
    void (*ov_partial_shape_free)(ov_partial_shape_t *shape);
    void (*ov_output_const_port_free)(ov_output_const_port_t *port);
    void (*ov_compiled_model_free)(ov_compiled_model_t *compiled);
    int (*ov_compiled_model_create_infer_request)(const ov_compiled_model_t *compiled, ov_infer_request_t **request);
    void (*ov_infer_request_free)(ov_infer_request_t *request);
    int (*ov_infer_request_get_input_tensor)(const ov_infer_request_t *request, ov_tensor_t **tensor);
    int (*ov_infer_request_get_output_tensor)(const ov_infer_request_t *request, ov_tensor_t **tensor);
    int (*ov_infer_request_infer)(ov_infer_request_t *request);
    int (*ov_tensor_data)(const ov_tensor_t *tensor, void **data);
    int (*ov_tensor_get_byte_size)(const ov_tensor_t *tensor, size_t *bytes);
    int (*ov_tensor_get_shape)(const ov_tensor_t *tensor, ov_shape_t *shape);
    int (*ov_shape_free)(ov_shape_t *shape);
    void (*ov_tensor_free)(ov_tensor_t *tensor);
    int (*ov_core_compile_model)(
        const ov_core_t *core, const ov_model_t *model, const char *device, size_t properties,
        ov_compiled_model_t **compiled, ...);
} openvino_functions;

/// Loads the library at a path, for good, and finds its functions. Returns null, or why not, which stays valid until the
/// next call: dlopen(3) runs code of the library, and Swift cannot turn the addresses that dlsym(3) answers into functions.
const char *openvino_load(const char *path, openvino_functions *functions);

/// Prepares a model for this machine's processor. `ov_core_compile_model` is variadic, which Swift cannot call.
///
/// f32: newer processors would round to 16 bits otherwise. Threads are not bound to cores, which other threads use as well.
static inline int openvino_compile(
    const openvino_functions *functions, const ov_core_t *core, const ov_model_t *model, const char *threads,
    ov_compiled_model_t **compiled) {
    return functions->ov_core_compile_model(
        core, model, "CPU", 6, compiled, "INFERENCE_PRECISION_HINT", "f32", "INFERENCE_NUM_THREADS", threads,
        "ENABLE_CPU_PINNING", "NO");
}
