#include "COpenVINO.h"

#include <dlfcn.h>

// A data pointer becomes a function's through memory: ISO C has no conversion between the two.
#define FIND(name)                                                                                                     \
    do {                                                                                                               \
        *(void **)&functions->name = dlsym(library, #name);                                                            \
        if (!functions->name) return "it lacks the function " #name;                                                   \
    } while (0)

const char *openvino_load(const char *path, openvino_functions *functions) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) return dlerror();
    FIND(ov_get_openvino_version);
    FIND(ov_version_free);
    FIND(ov_get_last_err_msg);
    FIND(ov_free);
    FIND(ov_core_create);
    FIND(ov_core_free);
    FIND(ov_core_get_property);
    FIND(ov_core_read_model_from_memory_buffer);
    FIND(ov_model_free);
    FIND(ov_model_inputs_size);
    FIND(ov_model_outputs_size);
    FIND(ov_model_const_input);
    FIND(ov_model_const_output);
    FIND(ov_model_reshape_single_input);
    FIND(ov_port_get_partial_shape);
    FIND(ov_partial_shape_free);
    FIND(ov_output_const_port_free);
    FIND(ov_compiled_model_free);
    FIND(ov_compiled_model_create_infer_request);
    FIND(ov_infer_request_free);
    FIND(ov_infer_request_get_input_tensor);
    FIND(ov_infer_request_get_output_tensor);
    FIND(ov_infer_request_infer);
    FIND(ov_tensor_data);
    FIND(ov_tensor_get_byte_size);
    FIND(ov_tensor_get_shape);
    FIND(ov_shape_free);
    FIND(ov_tensor_free);
    FIND(ov_core_compile_model);
    return 0;
}
